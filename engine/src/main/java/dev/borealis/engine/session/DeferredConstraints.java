package dev.borealis.engine.session;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.DeferredChecks;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deferred checks of the open transaction, and what SET CONSTRAINTS said of them. */
final class DeferredConstraints implements DeferredChecks {
    private record Check(int constraint, Runnable action) {}

    private final TransactionControl control;
    private final List<Check> checks = new ArrayList<>();
    private final Map<Integer, Boolean> deferred = new HashMap<>();
    private @Nullable Boolean allDeferred;

    DeferredConstraints(TransactionControl control) {
        this.control = control;
    }

    /** The transaction has ended. */
    void clear() {
        checks.clear();
        deferred.clear();
        allDeferred = null;
    }

    @Override
    public void add(int constraint, Runnable check) {
        checks.add(new Check(constraint, check));
        control.onCommit(this::runAll);
    }

    @Override
    public boolean isDeferred(int constraint, boolean initiallyDeferred) {
        Boolean own = deferred.get(constraint);
        if (own != null) {
            return own;
        }
        return allDeferred != null ? allDeferred : initiallyDeferred;
    }

    private void runAll() {
        List<Check> due = List.copyOf(checks);
        checks.clear();
        due.forEach(check -> check.action().run());
    }

    /** SET CONSTRAINTS. Made immediate, a constraint is checked at once. */
    void set(SessionStatement.SetConstraints statement, SessionContext context) {
        if (statement.names().isEmpty()) {
            allDeferred = statement.deferred();
            deferred.clear();
            if (!statement.deferred()) {
                runAll();
            }
            return;
        }
        for (QualifiedName name : statement.names()) {
            ConstraintDefinition.ForeignKey key = find(name.parts().getLast(), context);
            if (!key.deferrable()) {
                throw SessionErrors.constraintNotDeferrable(key.name());
            }
            deferred.put(key.oid(), statement.deferred());
            if (!statement.deferred()) {
                List<Check> due = checks.stream().filter(c -> c.constraint() == key.oid()).toList();
                checks.removeAll(due);
                due.forEach(check -> check.action().run());
            }
        }
    }

    private static ConstraintDefinition.ForeignKey find(String name, SessionContext context) {
        for (Relation relation : context.catalog.relations()) {
            if (relation instanceof Relation.Table table) {
                for (ConstraintDefinition constraint : table.constraints()) {
                    if (constraint.name().equals(name)) {
                        if (constraint instanceof ConstraintDefinition.ForeignKey key) {
                            return key;
                        }
                        throw SessionErrors.constraintNotDeferrable(name);
                    }
                }
            }
        }
        throw SessionErrors.constraintDoesNotExist(name);
    }
}
