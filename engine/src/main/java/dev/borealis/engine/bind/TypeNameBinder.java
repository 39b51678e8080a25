package dev.borealis.engine.bind;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TypeErrors;

import java.util.ArrayList;
import java.util.List;

/** Type names as written to types. */
final class TypeNameBinder {
    private final BindContext context;
    private final TypeFacts types;

    TypeNameBinder(BindContext context, TypeFacts types) {
        this.context = context;
        this.types = types;
    }

    SqlType bind(TypeName name) {
        if (name.names().size() > 3) {
            throw BindNameErrors.improperQualifiedName(name.dotted()).withPosition(name.position());
        }
        String last = name.names().getLast();
        String schema = name.names().size() > 1 ? name.names().get(name.names().size() - 2) : null;
        if (schema != null && context.catalog().schema(schema) == null) {
            throw NameErrors.schemaDoesNotExist(schema).withPosition(name.position());
        }
        TypeInfo info = context.names().type(schema, last);
        if (info == null) {
            throw TypeErrors.typeDoesNotExist(name.dotted()).withPosition(name.position());
        }
        int modifier = modifier(name, info);
        if (!name.isArray()) {
            return new SqlType(info.oid(), modifier);
        }
        int array = info.isArray() ? info.oid() : types.array(info.oid());
        if (array == Oid.NONE) {
            throw TypeErrors.typeDoesNotExist(name.dotted() + "[]").withPosition(name.position());
        }
        return new SqlType(array, modifier);
    }

    private int modifier(TypeName name, TypeInfo info) {
        if (name.modifiers().isEmpty()) {
            return -1;
        }
        var values = new ArrayList<Integer>();
        for (Expression modifier : name.modifiers()) {
            values.add(number(modifier, name, info));
        }
        try {
            return TypeModifiers.encode(info.oid(), List.copyOf(values), context.notices());
        } catch (SqlException e) {
            throw e.orPosition(name.position());
        }
    }

    private static int number(Expression modifier, TypeName name, TypeInfo info) {
        if (info.modifierInput().equals("-")) {
            throw TypeErrors.typeModifierNotAllowed(name.dotted()).withPosition(name.position());
        }
        if (!(modifier instanceof Constant written)) {
            throw BindNameErrors.modifierNotSimple().withPosition(name.position());
        }
        return switch (written) {
            case Constant.IntegerConstant constant
                    when constant.value() == (int) constant.value() ->
                    (int) constant.value();
            case Constant.StringConstant constant -> {
                try {
                    yield Integer.parseInt(constant.value().string());
                } catch (NumberFormatException _) {
                    throw BindNameErrors.modifierNotInteger(constant.value().string());
                }
            }
            case Constant.IntegerConstant constant ->
                    throw BindNameErrors.modifierNotInteger(String.valueOf(constant.value()));
            case Constant.NumericConstant constant ->
                    throw BindNameErrors.modifierNotInteger(constant.text());
            case Constant.BitStringConstant _,
                    Constant.BooleanConstant _,
                    Constant.NullConstant _ ->
                    throw BindNameErrors.modifierNotSimple().withPosition(name.position());
        };
    }
}
