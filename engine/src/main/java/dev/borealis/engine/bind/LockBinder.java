package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.DialectErrors;

import java.util.ArrayList;
import java.util.List;

/** FOR UPDATE and FOR KEY SHARE. */
final class LockBinder {
    private final Binding binding;

    LockBinder(Binding binding) {
        this.binding = binding;
    }

    static String name(Select select) {
        return name(select.locking().getFirst().strength());
    }

    private static String name(Select.Strength strength) {
        return switch (strength) {
            case KEY_SHARE -> "FOR KEY SHARE";
            case SHARE -> "FOR SHARE";
            case NO_KEY_UPDATE -> "FOR NO KEY UPDATE";
            case UPDATE -> "FOR UPDATE";
        };
    }

    List<Query.RowLock> bind(
            List<Select.Locking> clauses,
            Select.Simple simple,
            Scope scope,
            GroupCheck.Finished grouping) {
        var locks = new ArrayList<Query.RowLock>();
        for (Select.Locking clause : clauses) {
            check(clause, simple, scope, grouping);
            if (clause.relations().isEmpty()) {
                for (int range = 0; range < scope.ranges.size(); range++) {
                    lock(range, clause, scope, locks);
                }
            }
            for (QualifiedName relation : clause.relations()) {
                lock(named(relation, clause, scope), clause, scope, locks);
            }
        }
        return locks;
    }

    private static void check(
            Select.Locking clause,
            Select.Simple simple,
            Scope scope,
            GroupCheck.Finished grouping) {
        String name = name(clause.strength());
        if (simple.distinct() || !simple.distinctOn().isEmpty()) {
            throw BindQueryErrors.lockNotAllowed(name, "DISTINCT clause");
        }
        if (!simple.groupBy().isEmpty()) {
            throw BindQueryErrors.lockNotAllowed(name, "GROUP BY clause");
        }
        if (grouping.having() != null) {
            throw BindQueryErrors.lockNotAllowed(name, "HAVING clause");
        }
        if (scope.hasAggregates) {
            throw BindQueryErrors.lockNotAllowed(name, "aggregate functions");
        }
        if (scope.hasWindowCalls) {
            throw BindQueryErrors.lockNotAllowed(name, "window functions");
        }
        if (scope.hasSetFunctions) {
            throw BindQueryErrors.lockNotAllowed(
                    name, "set-returning functions in the target list");
        }
    }

    private void lock(int range, Select.Locking clause, Scope scope, List<Query.RowLock> locks) {
        RangeEntry entry = scope.ranges.get(range);
        boolean lockable =
                switch (entry) {
                    case RangeEntry.Relation relation ->
                            binding.context.catalog().relation(relation.oid())
                                            instanceof Relation.Table
                                    || binding.context.catalog().relation(relation.oid())
                                            instanceof Relation.View;
                    case RangeEntry.Subquery _ -> true;
                    case RangeEntry.Functions _,
                            RangeEntry.Values _,
                            RangeEntry.CommonTableReference _,
                            RangeEntry.SetResult _ ->
                            false;
                };
        if (!lockable) {
            return;
        }
        if (clause.strength() == Select.Strength.SHARE
                || clause.strength() == Select.Strength.NO_KEY_UPDATE) {
            throw DialectErrors.locking();
        }
        if (entry instanceof RangeEntry.Relation relation) {
            binding.state.privileges().need(relation, 'w');
        }
        boolean keyShare = clause.strength() == Select.Strength.KEY_SHARE;
        locks.removeIf(lock -> lock.range() == range && lock.keyShare());
        if (locks.stream().noneMatch(lock -> lock.range() == range)) {
            locks.add(new Query.RowLock(range, keyShare));
        }
    }

    private int named(QualifiedName relation, Select.Locking clause, Scope scope) {
        String lock = name(clause.strength());
        if (relation.parts().size() > 1) {
            throw BindQueryErrors.lockQualified(lock).withPosition(relation.position());
        }
        for (Scope.Item item : scope.items) {
            if (relation.last().equals(item.name()) && item.nameVisible()) {
                if (item.range() < 0) {
                    throw BindQueryErrors.lockOnOther(lock, "a join")
                            .withPosition(relation.position());
                }
                switch (scope.ranges.get(item.range())) {
                    case RangeEntry.Relation _, RangeEntry.Subquery _ -> {
                        return item.range();
                    }
                    case RangeEntry.Functions _ ->
                            throw BindQueryErrors.lockOnOther(lock, "a function")
                                    .withPosition(relation.position());
                    case RangeEntry.Values _ ->
                            throw BindQueryErrors.lockOnOther(lock, "VALUES")
                                    .withPosition(relation.position());
                    case RangeEntry.CommonTableReference _ ->
                            throw BindQueryErrors.lockOnOther(lock, "a WITH query")
                                    .withPosition(relation.position());
                    case RangeEntry.SetResult _ -> {
                        return item.range();
                    }
                }
            }
        }
        throw BindQueryErrors.lockNotFound(relation.last(), lock).withPosition(relation.position());
    }
}
