package dev.borealis.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FunctionRegistryTest {
    private final FunctionRegistry registry = FunctionRegistry.builtin();

    @Test
    void knowsEveryFunctionOfPostgresAndDsqlsOwn() {
        assertThat(registry.functions()).hasSize(3297 + 4);
        assertThat(registry.functions("lpad")).hasSize(2);
        assertThat(registry.functions("dsql_major_version"))
                .singleElement()
                .extracting(FunctionSignature::schema)
                .isEqualTo("sys");
        assertThat(registry.functions("no_such_function")).isEmpty();
    }

    @Test
    void keepsDefaultsAndOutArguments() {
        FunctionSignature jsonbSet = registry.functions("jsonb_set").getFirst();
        assertThat(jsonbSet.defaultCount()).isEqualTo(1);
        assertThat(registry.details(jsonbSet.oid()).defaults()).containsExactly("true");
        FunctionSignature each = registry.functions("jsonb_each").getFirst();
        assertThat(each.argumentModes()).containsExactly('i', 'o', 'o');
        assertThat(each.argumentNames()).containsExactly("from_json", "key", "value");
    }

    @Test
    void refusesWhatDsqlRefuses() {
        FunctionSignature backendPid = registry.functions("pg_backend_pid").getFirst();
        assertThatThrownBy(() -> registry.implementation(backendPid.oid()))
                .isInstanceOf(SqlException.class)
                .hasMessage("function pg_backend_pid not supported");
        assertThat(registry.isRefused("pg_advisory_xact_lock")).isTrue();
        assertThat(registry.isRefused("lower")).isFalse();
        assertThat(registry.functions())
                .filteredOn(function -> registry.findImplementation(function.oid()) != null)
                .filteredOn(function -> registry.isRefused(function.name()))
                .isEmpty();
    }

    @Test
    void findsOperatorsCastsAndOrders() {
        assertThat(registry.operators("||")).hasSizeGreaterThan(8);
        assertThat(registry.cast(Oid.INT4, Oid.INT8))
                .extracting(CastSignature::context)
                .isEqualTo(CastSignature.Context.IMPLICIT);
        assertThat(registry.cast(Oid.JSON, Oid.BOOL)).isNull();
        assertThat(registry.defaultOrdering(Oid.INT4))
                .isEqualTo(new Ordering(Oid.INT4, 1978, 1976, 97, 523, 96, 525, 521, 351));
        assertThat(registry.defaultOrdering(Oid.VARCHAR))
                .isEqualTo(registry.defaultOrdering(Oid.TEXT));
        assertThat(registry.defaultOrdering(Oid.INT4_ARRAY))
                .extracting(Ordering::type)
                .isEqualTo(Oid.ANYARRAY);
        assertThat(registry.defaultOrdering(Oid.JSON)).isNull();
        assertThat(registry.defaultHashing(Oid.UUID)).extracting(Hashing::equal).isEqualTo(2972);
    }

    @Test
    void theShapeOfEachImplementationFitsItsSignature() {
        var wrong = new ArrayList<String>();
        for (FunctionSignature function : registry.functions()) {
            Implementation implementation = registry.findImplementation(function.oid());
            if (implementation != null && !fits(function, implementation)) {
                wrong.add(FunctionRegistry.key(function) + " is no " + shape(implementation));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean fits(FunctionSignature function, Implementation implementation) {
        String shape = shape(implementation);
        return switch (function.kind()) {
            case AGGREGATE ->
                    shape.equals("Aggregate")
                            || implementation instanceof Implementation.Hypothetical;
            case WINDOW -> shape.equals("Window");
            case FUNCTION, PROCEDURE -> {
                if (function.returnsSet()) {
                    yield shape.equals("SetReturning");
                }
                if (shape.equals("General")) {
                    yield true;
                }
                var expected = new StringBuilder(carrier(function.resultType())).append("Of");
                function.argumentTypes().forEach(type -> expected.append(carrier(type)));
                boolean strictEnough = function.strict();
                yield strictEnough && expected.toString().equals(shape);
            }
        };
    }

    private static String carrier(int type) {
        Carrier carrier = BuiltinTypes.carrier(type);
        return carrier.name().charAt(0)
                + carrier.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private static String shape(Implementation implementation) {
        List<Class<?>> interfaces = List.of(implementation.getClass().getInterfaces());
        return interfaces.getFirst().getSimpleName();
    }

    @Test
    void countsWhatIsNotImplemented() {
        System.out.println("functions without implementation: " + registry.unimplemented().size());
        assertThat(registry.unimplemented()).isNotEmpty();
    }
}
