package dev.borealis.engine.bind;

import dev.borealis.engine.bind.Scope.CommonTableItem;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Statement;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.BindQueryErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** WITH: common table expressions, recursive ones and ones that change rows. */
final class WithBinder {
    private final Binding binding;

    /** Recursive items whose left side is being bound, by the scope of their body. */
    private final Map<Scope, Pending> pending = new IdentityHashMap<>();

    WithBinder(Binding binding) {
        this.binding = binding;
    }

    /** A table and its place in the list. */
    record Written(QueryStatement.CommonTable table, int index) {}

    private static final class Pending {
        final QueryStatement.CommonTable table;
        final Scope owner;
        @Nullable CommonTableItem item;
        final SearchAndCycle.Added added;

        /** Stands for the item in its own left side, where it may not be used. */
        final CommonTableItem forbidden;

        Pending(
                QueryStatement.CommonTable table,
                Scope owner,
                CommonTableItem forbidden,
                SearchAndCycle.Added added) {
            this.added = added;
            this.table = table;
            this.owner = owner;
            this.forbidden = forbidden;
        }
    }

    void bind(QueryStatement.@Nullable With with, Scope scope) {
        if (with == null) {
            return;
        }
        var tables = new LinkedHashMap<String, Written>();
        for (QueryStatement.CommonTable table : with.tables()) {
            if (tables.put(table.name(), new Written(table, tables.size())) != null) {
                throw BindQueryErrors.duplicateWith(table.name()).withPosition(table.position());
            }
            if (binding.isStored && (table.search() != null || table.cycle() != null)) {
                throw BindQueryErrors.notYetImplemented("SEARCH and CYCLE clauses in a view");
            }
        }
        if (with.recursive()) {
            scope.waitingCommonTables.putAll(tables);
            for (String name : tables.keySet()) {
                bindWaiting(name, scope);
            }
            return;
        }
        scope.futureCommonTables.addAll(tables.keySet());
        for (Written written : tables.values()) {
            one(written, false, scope);
            scope.futureCommonTables.removeFirst();
        }
    }

    /**
     * Binds a table of a WITH RECURSIVE, if it is not bound yet: in its turn, or because another one, which is being
     * bound, refers to it. That other one may not be referred to meanwhile: that would be mutual recursion.
     */
    void bindWaiting(String name, Scope scope) {
        Written written = scope.waitingCommonTables.remove(name);
        if (written == null) {
            return;
        }
        List<CommonTableItem> before = List.copyOf(scope.commonTables);
        int first = written.table.position();
        for (CommonTableItem item : before) {
            if (scope.with(item.index) == null) {
                first = Math.min(first, item.position);
            }
        }
        for (CommonTableItem item : before) {
            if (scope.with(item.index) == null) {
                CommonTableItem marker = item(written.table, item.name, item.index);
                mutual.put(marker, first);
                scope.commonTables.set(scope.commonTables.indexOf(item), marker);
            }
        }
        one(written, true, scope);
        scope.commonTables.removeIf(mutual::containsKey);
        for (CommonTableItem item : before) {
            if (!scope.commonTables.contains(item)) {
                scope.commonTables.add(item);
            }
        }
    }

    private static CommonTableItem item(QueryStatement.CommonTable table, String name, int index) {
        return new CommonTableItem(
                name, index, table.position(), false, List.of(), List.of(), false);
    }

    private void one(Written written, boolean mayRecurse, Scope scope) {
        QueryStatement.CommonTable table = written.table;
        if (!(table.query() instanceof Select) && scope.parent() != null) {
            throw BindQueryErrors.modifyingWithNotTop().withPosition(table.position());
        }
        boolean union =
                table.query() instanceof Select select
                        && select.body() instanceof Select.SetOperation operation
                        && operation.operator() == Select.SetOperator.UNION;
        if (mayRecurse && union) {
            recursive(written, scope);
            return;
        }
        Scope inner = new Scope(scope);
        CommonTableItem self = null;
        if (mayRecurse) {
            self = item(table, table.name(), written.index);
            forbidden.put(self, table.position());
            if (!(table.query() instanceof Select)) {
                modifying.add(self);
            }
            scope.commonTables.add(self);
        }
        Statement statement = binding.statements.bind(table.query(), inner);
        if (self != null) {
            scope.commonTables.remove(self);
        }
        if (table.search() != null || table.cycle() != null) {
            throw BindQueryErrors.withIsNotRecursive().withPosition(table.position());
        }
        finish(written, statement, false, scope);
    }

    /** In {@link #forbidden}: the reference stands in the left side of a recursive query. */
    private static final int IN_LEFT = -1;

    /** Items that may not be referred to at the moment, with where they were written. */
    private final Map<CommonTableItem, Integer> forbidden = new IdentityHashMap<>();

    /** Items whose tables wait while another is bound for them, with where the first of them was written. */
    private final Map<CommonTableItem, Integer> mutual = new IdentityHashMap<>();

    /** Those of {@link #forbidden} that change rows. */
    private final List<CommonTableItem> modifying = new ArrayList<>();

    /** A self-reference where none may stand. @param position of the reference */
    void checkReference(CommonTableItem item, int position) {
        Integer first = mutual.get(item);
        if (first != null) {
            throw BindQueryErrors.mutualRecursion().withPosition(first);
        }
        Integer written = forbidden.get(item);
        if (written != null) {
            throw written == IN_LEFT
                    ? BindQueryErrors.recursiveInLeft(item.name).withPosition(position)
                    : (modifying.contains(item)
                                    ? BindQueryErrors.recursiveModification(item.name)
                                    : BindQueryErrors.recursiveForm(item.name))
                            .withPosition(written);
        }
        if (item.self && item.references > 1) {
            throw BindQueryErrors.recursiveTwice(item.name).withPosition(position);
        }
    }

    private void recursive(Written written, Scope scope) {
        QueryStatement.CommonTable table = written.table;
        Scope body = new Scope(scope);
        body.recursionLimit = null;
        CommonTableItem refused = item(table, table.name(), written.index);
        forbidden.put(refused, IN_LEFT);
        SearchAndCycle clauses = SearchAndCycle.of(binding, table, scope);
        var added = clauses == null ? SearchAndCycle.Added.NONE : clauses.added();
        var waiting = new Pending(table, scope, refused, added);
        scope.commonTables.add(refused);
        pending.put(body, waiting);
        Query query = binding.queries.bind((Select) table.query(), body, true);
        CommonTableItem self = waiting.item;
        scope.commonTables.remove(self == null ? refused : self);
        boolean recursive = self != null && self.references > 0;
        if (recursive) {
            checkRecursive(table, query, self);
        }
        Query finished = clauses == null ? query : clauses.rewrite(query, recursive);
        finish(written, finished, recursive, scope);
    }

    /** Called when the left side of a set operation is bound: a recursive item then knows its columns. */
    void leftDone(Scope body, Query left) {
        Pending waiting = pending.remove(body);
        if (waiting == null) {
            return;
        }
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        for (Query.Target target : left.targets()) {
            if (!target.hidden()) {
                int position = names.size();
                List<String> aliases = waiting.table.columns();
                names.add(position < aliases.size() ? aliases.get(position) : target.name());
                SqlType type = target.value().type();
                types.add(type.oid() == Oid.UNKNOWN ? SqlType.TEXT : type);
            }
        }
        names.addAll(waiting.added.names());
        types.addAll(waiting.added.types());
        waiting.owner.commonTables.remove(waiting.forbidden);
        var item =
                new CommonTableItem(
                        waiting.table.name(),
                        waiting.forbidden.index,
                        waiting.table.position(),
                        true,
                        names,
                        types,
                        false);
        item.hiddenColumns = waiting.added.names().size();
        waiting.owner.commonTables.add(item);
        waiting.item = item;
    }

    private void checkRecursive(
            QueryStatement.CommonTable table, Query query, CommonTableItem self) {
        Select written = (Select) table.query();
        if (!query.orderBy().isEmpty()) {
            throw BindQueryErrors.recursiveOrderBy()
                    .withPosition(Expressions.start(written.orderBy().getFirst().expression()));
        }
        if (query.offset() != null && written.offset() != null) {
            throw BindQueryErrors.recursiveClause("OFFSET")
                    .withPosition(Expressions.start(written.offset()));
        }
        if (query.limit() != null && written.limit() != null) {
            throw BindQueryErrors.recursiveClause("LIMIT")
                    .withPosition(Expressions.start(written.limit()));
        }
        for (int i = 0; i < self.columnTypes.size() - self.hiddenColumns; i++) {
            SqlType before = self.columnTypes.get(i);
            SqlType after = query.targets().get(i).value().type();
            boolean narrower = before.oid() == after.oid() && after.typmod() != before.typmod();
            if (before.oid() != after.oid() || narrower && before.hasTypmod()) {
                throw BindQueryErrors.recursiveType(
                                table.name(),
                                i + 1,
                                binding.types.display(before),
                                binding.types.display(after))
                        .withPosition(binding.queries.position(query, i));
            }
        }
    }

    private void finish(Written written, Statement statement, boolean recursive, Scope scope) {
        QueryStatement.CommonTable table = written.table;
        List<Query.Target> targets =
                switch (statement) {
                    case Query query -> query.targets().stream().filter(t -> !t.hidden()).toList();
                    case Modification modification -> modification.returning();
                };
        if (table.columns().size() > targets.size()) {
            throw BindNameErrors.tooManyWithColumns(
                            table.name(), targets.size(), table.columns().size())
                    .withPosition(table.position());
        }
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        for (int i = 0; i < targets.size(); i++) {
            names.add(i < table.columns().size() ? table.columns().get(i) : targets.get(i).name());
            types.add(targets.get(i).value().type());
        }
        Boolean materialized =
                switch (table.materialization()) {
                    case DEFAULT -> null;
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
        int index = written.index;
        scope.with(
                index,
                new CommonTable(table.name(), statement, recursive, materialized, names, types));
        boolean silent = statement instanceof Modification && targets.isEmpty();
        scope.commonTables.add(
                new CommonTableItem(
                        table.name(), index, table.position(), false, names, types, silent));
    }
}
