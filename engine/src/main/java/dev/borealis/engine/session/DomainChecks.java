package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Evaluates the constraints of domains. */
final class DomainChecks implements CatalogNames.DomainChecker {
    private final FunctionRegistry registry;
    private final MemoryPool memory;
    private final Clock clock;
    private final RandomGenerator random;

    DomainChecks(
            FunctionRegistry registry, MemoryPool memory, Clock clock, RandomGenerator random) {
        this.registry = registry;
        this.memory = memory;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void check(Catalog catalog, TypeDefinition.Domain domain, @Nullable Object value) {
        if (catalog.type(domain.base().oid()) instanceof TypeDefinition.Domain below) {
            check(catalog, below, value);
        }
        if (domain.notNull() && value == null) {
            throw SessionErrors.domainNotNull(domain.name());
        }
        for (ConstraintDefinition.Check check : domain.checks()) {
            Scalar filled =
                    new TreeMapper() {
                        @Override
                        public Scalar scalar(Scalar scalar, int nested) {
                            return scalar instanceof Scalar.ElementPlaceholder(var type)
                                    ? new Scalar.Constant(type, value)
                                    : super.scalar(scalar, nested);
                        }
                    }.scalar(check.expression(), 0);
            var names = new CatalogNames(catalog, registry, List.of("public"), this);
            var context = new BareExecution(catalog, registry, names, memory, clock, random);
            if (OneRow.evaluate(filled, context) instanceof Long result && result == 0) {
                throw SessionErrors.domainCheck(domain.name(), check.name());
            }
        }
    }
}
