package dev.borealis.engine.define;

import dev.borealis.engine.bind.FunctionBodies;
import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.FunctionStatement.FunctionOption;
import dev.borealis.sql.ast.FunctionStatement.Mode;
import dev.borealis.sql.ast.LiteralPlace;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.FunctionBodyErrors;
import dev.borealis.types.error.RoleErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** CREATE FUNCTION in language sql. */
final class FunctionDefiner {
    private final Edit edit;

    private FunctionSignature.Volatility volatility = FunctionSignature.Volatility.VOLATILE;
    private boolean strict;
    private boolean definer;
    private double cost = 100;
    private double rows = -1;
    private @Nullable String language;
    private @Nullable String bodyText;
    private @Nullable LiteralPlace bodyPlace;
    private boolean window;
    private final Map<String, String> settings = new TreeMap<>();

    FunctionDefiner(Edit edit) {
        this.edit = edit;
    }

    DefinitionResult create(FunctionStatement.CreateFunction statement) {
        if (statement.procedure()) {
            throw DialectErrors.procedure();
        }
        SchemaDefinition schema = edit.schemaFor(statement.name());
        statement.options().forEach(this::read);
        if (language == null && statement.body() == null) {
            throw FunctionBodyErrors.noLanguage();
        }
        if (language != null && !language.equals("sql")) {
            throw DialectErrors.functionLanguage(language);
        }
        if (bodyText == null && statement.body() == null) {
            throw FunctionBodyErrors.noBody();
        }
        if (bodyText != null && statement.body() != null) {
            throw FunctionBodyErrors.twoBodies();
        }
        FunctionSignature signature = signature(statement, schema);
        var types = new FunctionTypes(edit);
        types.checkResult(signature);
        UserFunction existing = existing(schema, signature);
        if (existing != null) {
            if (!statement.orReplace()) {
                throw DefinitionErrors.duplicateFunction(signature.name());
            }
            new Rights(edit.catalog())
                    .requireOwner(
                            edit.context.role(), existing.owner(), "function", signature.name());
            if (existing.signature().resultType() != signature.resultType()
                    || existing.signature().returnsSet() != signature.returnsSet()) {
                throw FunctionBodyErrors.otherResult(
                        Signatures.display(edit, existing.signature()));
            }
            signature = withOid(signature, existing.signature().oid());
        }
        var function =
                new UserFunction(
                        signature,
                        schema.oid(),
                        existing == null ? edit.context.role() : existing.owner(),
                        definer,
                        bodyText,
                        body(statement, signature),
                        settings,
                        existing == null
                                ? DefaultRights.of(edit, schema.oid(), 'f')
                                : existing.privileges(),
                        defaults(statement));
        edit.editor.put(function);
        types.checkLanguage(signature);
        if (bodyText != null) {
            checkBody(function, bodyText);
        }
        return DefinitionResult.tag("CREATE FUNCTION");
    }

    private void checkBody(UserFunction function, String text) {
        try {
            edit.binder().checkBody(function);
        } catch (SqlException wrong) {
            int position = wrong.position();
            throw position == 0
                    ? wrong
                    : wrong.withPosition(bodyPlace == null ? 0 : bodyPlace.of(text, position));
        }
    }

    private void read(FunctionOption option) {
        switch (option) {
            case FunctionOption.Language one -> language = one.language();
            case FunctionOption.Volatility one ->
                    volatility =
                            FunctionSignature.Volatility.valueOf(
                                    one.word().toUpperCase(java.util.Locale.ROOT));
            case FunctionOption.Strict one -> strict = one.strict();
            case FunctionOption.SecurityDefiner one -> definer = one.definer();
            case FunctionOption.Leakproof one -> {
                if (one.leakproof()) {
                    throw RoleErrors.leakproof();
                }
            }
            case FunctionOption.Window _ -> window = true;
            case FunctionOption.Cost one -> {
                cost = number(one.value());
                if (cost <= 0) {
                    throw FunctionBodyErrors.costNotPositive();
                }
            }
            case FunctionOption.Rows one -> {
                rows = number(one.value());
                if (rows <= 0) {
                    throw FunctionBodyErrors.rowsNotPositive();
                }
            }
            case FunctionOption.Support one ->
                    throw DefinitionErrors.undefinedFunction(
                            one.function().dotted() + "(internal)");
            case FunctionOption.Parallel _ -> {}
            case FunctionOption.Setting one -> {
                if (one.statement() instanceof SessionStatement.SetParameter set) {
                    settings.put(set.name(), SettingText.of(set));
                }
            }
            case FunctionOption.Transform one ->
                    throw DefinitionErrors.noTransform(
                            edit.binder().type(one.types().getFirst()).display(edit.names()));
            case FunctionOption.As one -> {
                if (one.strings().size() != 1) {
                    throw FunctionBodyErrors.severalAsItems();
                }
                bodyText = one.strings().getFirst().string();
                bodyPlace = one.place();
            }
        }
    }

    /** A name may stand once among the inputs and once among the outputs. */
    private static void checkName(
            FunctionStatement.Parameter parameter, Set<String> inputs, Set<String> outputs) {
        String name = parameter.name();
        if (name == null) {
            return;
        }
        boolean fresh =
                switch (parameter.mode()) {
                    case DEFAULT, IN, VARIADIC -> inputs.add(name);
                    case OUT, TABLE -> outputs.add(name);
                    case INOUT -> inputs.add(name) & outputs.add(name);
                };
        if (!fresh) {
            throw DefinitionErrors.duplicateParameter(name);
        }
    }

    private static double number(Constant constant) {
        return switch (constant) {
            case Constant.IntegerConstant integer -> integer.value();
            case Constant.NumericConstant numeric -> Double.parseDouble(numeric.text());
            case Constant.StringConstant _,
                    Constant.BitStringConstant _,
                    Constant.BooleanConstant _,
                    Constant.NullConstant _ ->
                    0;
        };
    }

    private FunctionSignature signature(
            FunctionStatement.CreateFunction statement, SchemaDefinition schema) {
        List<Integer> inputs = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        List<Character> modes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        int variadic = Oid.NONE;
        var types = new FunctionTypes(edit);
        int defaultCount = 0;
        boolean table = false;
        Set<String> inputNames = new HashSet<>();
        Set<String> outputNames = new HashSet<>();
        for (FunctionStatement.Parameter parameter : statement.parameters()) {
            int type = types.parameter(parameter.type());
            boolean input = parameter.mode() != Mode.OUT && parameter.mode() != Mode.TABLE;
            if (input && variadic != Oid.NONE) {
                throw FunctionBodyErrors.variadicNotLast();
            }
            all.add(type);
            names.add(parameter.name() == null ? "" : parameter.name());
            switch (parameter.mode()) {
                case DEFAULT, IN -> modes.add('i');
                case OUT -> modes.add('o');
                case INOUT -> modes.add('b');
                case VARIADIC -> {
                    modes.add('v');
                    variadic = FunctionTypes.element(type);
                }
                case TABLE -> {
                    modes.add('t');
                    table = true;
                }
            }
            checkName(parameter, inputNames, outputNames);
            char mode = modes.getLast();
            if (mode == 'i' || mode == 'b' || mode == 'v') {
                inputs.add(type);
                if (parameter.defaultValue() != null) {
                    defaultCount++;
                } else if (defaultCount > 0) {
                    throw FunctionBodyErrors.defaultMissing();
                }
            }
            if (mode == 'o' || mode == 'b' || mode == 't') {
                outputs.add(type);
            }
        }
        Signatures.requireAllowed(inputs.size());
        boolean returnsSet = table || statement.returns() != null && statement.returns().setOf();
        int result = result(statement, outputs, table);
        boolean onlyInputs = outputs.isEmpty() && variadic == Oid.NONE;
        return new FunctionSignature(
                edit.nextOid(),
                schema.name(),
                statement.name().last(),
                window ? FunctionSignature.Kind.WINDOW : FunctionSignature.Kind.FUNCTION,
                inputs,
                result,
                returnsSet,
                strict,
                volatility,
                variadic,
                defaultCount,
                onlyInputs ? List.of() : all,
                onlyInputs ? List.of() : modes,
                names.stream().allMatch(String::isEmpty) ? List.of() : names,
                cost,
                returnsSet ? (rows < 0 ? 1_000 : rows) : 0,
                bodyText == null ? "" : bodyText);
    }

    private int result(
            FunctionStatement.CreateFunction statement, List<Integer> outputs, boolean table) {
        if (!outputs.isEmpty()) {
            int implied = outputs.size() == 1 ? outputs.getFirst() : Oid.RECORD;
            if (statement.returns() != null && !table) {
                SqlType written = FunctionTypes.plain(edit, statement.returns());
                if (written.oid() != implied) {
                    throw FunctionBodyErrors.resultOfOutParameters(
                            TypeNames.display(implied, edit.names()));
                }
            }
            return implied;
        }
        if (statement.returns() == null) {
            throw FunctionBodyErrors.noResultType();
        }
        return FunctionTypes.plain(edit, statement.returns()).oid();
    }

    private @Nullable UserFunction existing(SchemaDefinition schema, FunctionSignature signature) {
        for (UserFunction candidate : edit.catalog().functions(schema.oid(), signature.name())) {
            if (candidate.signature().argumentTypes().equals(signature.argumentTypes())) {
                return candidate;
            }
        }
        return null;
    }

    private List<Scalar> defaults(FunctionStatement.CreateFunction statement) {
        var defaults = new ArrayList<Scalar>();
        for (FunctionStatement.Parameter parameter : statement.parameters()) {
            if (parameter.defaultValue() != null) {
                defaults.add(
                        edit.binder()
                                .defaultValue(
                                        parameter.defaultValue(),
                                        parameter.name() == null ? "" : parameter.name(),
                                        edit.binder().type(parameter.type())));
            }
        }
        return defaults;
    }

    /** Only a body in SQL's own syntax is bound now. */
    private List<dev.borealis.engine.tree.Statement> body(
            FunctionStatement.CreateFunction statement, FunctionSignature signature) {
        if (statement.body() == null) {
            return List.of();
        }
        if (FunctionBodies.isPolymorphic(signature)) {
            throw FunctionBodyErrors.polymorphicUnquoted();
        }
        var parameters = FunctionBodies.parameters(signature);
        var bound = new ArrayList<dev.borealis.engine.tree.Statement>();
        switch (statement.body()) {
            case FunctionStatement.Body.Return value -> {
                var target =
                        new QueryStatement.Target(value.value(), null, value.value().position());
                var simple =
                        new Select.Simple(
                                false,
                                List.of(),
                                List.of(target),
                                null,
                                List.of(),
                                null,
                                List.of(),
                                false,
                                null,
                                List.of());
                var select =
                        new Select(
                                null,
                                simple,
                                List.of(),
                                null,
                                null,
                                false,
                                List.of(),
                                value.value().position());
                bound.add(edit.binder().body(select, parameters));
            }
            case FunctionStatement.Body.Atomic atomic -> {
                for (Statement one : atomic.statements()) {
                    if (!(one instanceof QueryStatement query)) {
                        throw FunctionBodyErrors.notAllowed();
                    }
                    bound.add(edit.binder().body(query, parameters));
                }
            }
        }
        return bound;
    }

    private static FunctionSignature withOid(FunctionSignature signature, int oid) {
        return copy(signature, oid, signature.schema(), signature.name());
    }

    private static FunctionSignature copy(
            FunctionSignature signature, int oid, String schema, String name) {
        return new FunctionSignature(
                oid,
                schema,
                name,
                signature.kind(),
                signature.argumentTypes(),
                signature.resultType(),
                signature.returnsSet(),
                signature.strict(),
                signature.volatility(),
                signature.variadicType(),
                signature.defaultCount(),
                signature.allArgumentTypes(),
                signature.argumentModes(),
                signature.argumentNames(),
                signature.cost(),
                signature.rows(),
                signature.source());
    }

    private static UserFunction with(
            UserFunction function, FunctionSignature signature, int schema, int owner) {
        return new UserFunction(
                signature,
                schema,
                owner,
                function.securityDefiner(),
                function.bodyText(),
                function.body(),
                function.settings(),
                AccessList.ofNewOwner(function.privileges(), function.owner(), owner),
                function.defaults());
    }

    static UserFunction renamed(Edit edit, UserFunction function, String name) {
        for (UserFunction other : edit.catalog().functions(function.schema(), name)) {
            if (other.signature().argumentTypes().equals(function.signature().argumentTypes())) {
                throw DefinitionErrors.duplicateFunction(name);
            }
        }
        FunctionSignature signature = function.signature();
        return with(
                function,
                copy(signature, signature.oid(), signature.schema(), name),
                function.schema(),
                function.owner());
    }

    static UserFunction owned(UserFunction function, int owner) {
        return with(function, function.signature(), function.schema(), owner);
    }

    static UserFunction moved(UserFunction function, SchemaDefinition schema) {
        FunctionSignature signature = function.signature();
        return with(
                function,
                copy(signature, signature.oid(), schema.name(), signature.name()),
                schema.oid(),
                function.owner());
    }
}
