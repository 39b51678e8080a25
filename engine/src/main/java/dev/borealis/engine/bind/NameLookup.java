package dev.borealis.engine.bind;

import dev.borealis.engine.bind.Scope.Column;
import dev.borealis.engine.bind.Scope.Item;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What a name in a statement means: relations by the search path, columns by the scopes. */
final class NameLookup {
    /** pg_attribute.attnum of tableoid. */
    static final int TABLEOID = -6;

    private final BindContext context;
    private final BindingState state;

    NameLookup(BindContext context, BindingState state) {
        this.context = context;
        this.state = state;
    }

    // --- relations ---

    /** The relation of a name, or null. Throws 3F000 for a schema that does not exist only where PostgreSQL does. */
    @Nullable Relation findRelation(QualifiedName name) {
        if (name.parts().size() > 3) {
            throw BindNameErrors.improperRelationName(name.dotted()).withPosition(name.position());
        }
        if (name.catalog() != null && !name.catalog().equals(context.database())) {
            throw BindNameErrors.crossDatabase('"' + name.dotted() + '"')
                    .withPosition(name.position());
        }
        if (name.schema() != null) {
            SchemaDefinition schema = context.catalog().schema(name.schema());
            return schema == null ? null : context.catalog().relation(schema.oid(), name.last());
        }
        for (String path : context.searchPath()) {
            SchemaDefinition schema = context.catalog().schema(path);
            Relation found =
                    schema == null ? null : context.catalog().relation(schema.oid(), name.last());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    Relation relation(QualifiedName name) {
        Relation found = findRelation(name);
        if (found == null) {
            throw NameErrors.relationDoesNotExist(name.dotted()).withPosition(name.position());
        }
        return found;
    }

    // --- columns ---

    /** A column by its name alone; null when no level has one. */
    @Nullable Scalar column(Scope scope, String name, int position) {
        int levels = 0;
        for (Scope level = scope; level != null; level = level.parent(), levels++) {
            Column found = null;
            Item where = null;
            for (Item item : level.items) {
                if (!item.columnsVisible() || item.lateralOnly() && !level.lateralActive) {
                    continue;
                }
                Column column = find(item, name, position);
                if (column == null) {
                    continue;
                }
                if (found != null) {
                    throw BindNameErrors.ambiguousColumn(name).withPosition(position);
                }
                checkLateral(item, position);
                found = column;
                where = item;
            }
            if (found == null && !isSystemColumn(name)) {
                continue;
            }
            if (found == null) {
                where = systemColumnItem(level, name, position);
                if (where == null) {
                    continue;
                }
                return state.use(scope, levels, tableOid(where), position);
            }
            return state.use(scope, levels, found.value(), position);
        }
        return null;
    }

    private @Nullable Item systemColumnItem(Scope level, String name, int position) {
        Item where = null;
        for (Item item : level.items) {
            if (item.columnsVisible()
                    && !(item.lateralOnly() && !level.lateralActive)
                    && isTable(level, item)) {
                if (where != null) {
                    throw BindNameErrors.ambiguousColumn(name).withPosition(position);
                }
                where = item;
            }
        }
        return where;
    }

    private static Scalar tableOid(Item item) {
        return new Scalar.Column(SqlType.OID, 0, item.range(), TABLEOID);
    }

    private boolean isTable(Scope level, Item item) {
        return item.range() >= 0
                && level.ranges.get(item.range()) instanceof RangeEntry.Relation relation
                && context.catalog().relation(relation.oid()) instanceof Relation.Table;
    }

    private static boolean isSystemColumn(String name) {
        return name.equals("tableoid");
    }

    private static void checkLateral(Item item, int position) {
        if (item.lateralOnly() && !item.lateralAllowed()) {
            throw BindNameErrors.invalidLateral(item.name() == null ? "" : item.name())
                    .withPosition(position);
        }
    }

    private static @Nullable Column find(Item item, String name, int position) {
        Column found = null;
        for (Column column : item.columns()) {
            if (column.name().equals(name)) {
                if (found != null) {
                    throw BindNameErrors.ambiguousColumn(name).withPosition(position);
                }
                found = column;
            }
        }
        return found;
    }

    /** Something visible by its name, and how many levels up. */
    record FoundItem(Item item, int levels, Scope level) {}

    /** The item that {@code name.} refers to, or null. @param schema of {@code schema.name.}, else null */
    @Nullable FoundItem item(Scope scope, @Nullable String schema, String name, int position) {
        int relation = 0;
        if (schema != null) {
            SchemaDefinition definition = context.catalog().schema(schema);
            Relation found =
                    definition == null ? null : context.catalog().relation(definition.oid(), name);
            if (found == null) {
                return null;
            }
            relation = found.oid();
        }
        int levels = 0;
        for (Scope level = scope; level != null; level = level.parent(), levels++) {
            Item found = null;
            for (Item item : level.items) {
                boolean same =
                        relation == 0 ? name.equals(item.name()) : item.relation() == relation;
                if (!item.nameVisible() || !same || item.lateralOnly() && !level.lateralActive) {
                    continue;
                }
                if (found != null) {
                    throw BindNameErrors.ambiguousTable(name).withPosition(position);
                }
                checkLateral(item, position);
                found = item;
            }
            if (found != null) {
                return new FoundItem(found, levels, level);
            }
        }
        return null;
    }

    /** {@code name.column} with the item found; null when it has no such column. */
    @Nullable Scalar columnOf(Scope scope, FoundItem found, String name, int position) {
        Column column = find(found.item(), name, position);
        if (column != null) {
            return state.use(scope, found.levels(), column.value(), position);
        }
        if (isSystemColumn(name) && isTable(found.level(), found.item())) {
            return state.use(scope, found.levels(), tableOid(found.item()), position);
        }
        return null;
    }

    /** The value of the item's own name: its whole row. */
    Scalar wholeRow(Scope scope, FoundItem found, int position) {
        Scalar whole = found.item().whole();
        if (whole == null) {
            List<Column> columns = found.item().starColumns();
            whole =
                    new Scalar.RowConstructor(
                            SqlType.of(Oid.RECORD),
                            columns.stream().map(Column::value).toList(),
                            columns.stream().map(Column::name).toList());
        }
        return state.use(scope, found.levels(), whole, position);
    }

    // --- errors with hints ---

    SqlException missingItem(Scope scope, QualifiedName name) {
        String last = name.last();
        for (Scope level = scope; level != null; level = level.parent()) {
            for (Item item : level.all) {
                if (last.equals(item.name())) {
                    SqlException error =
                            BindNameErrors.invalidReference(last)
                                    .withDetail(
                                            "There is an entry for table \""
                                                    + last
                                                    + "\", but it cannot be referenced from this part of the query.");
                    boolean lateral =
                            level != scope
                                    && level.items.stream()
                                            .anyMatch(
                                                    i -> i.lateralOnly() && last.equals(i.name()));
                    return (lateral
                                    ? error.withHint(
                                            "To reference that table, you must mark this subquery with LATERAL.")
                                    : error)
                            .withPosition(name.position());
                }
            }
        }
        Relation relation = name.parts().size() <= 3 ? findRelation(name) : null;
        if (relation != null) {
            for (Scope level = scope; level != null; level = level.parent()) {
                for (Item item : level.all) {
                    if (item.range() >= 0
                            && level.ranges.get(item.range()) instanceof RangeEntry.Relation entry
                            && entry.oid() == relation.oid()
                            && item.relation() == 0) {
                        return BindNameErrors.invalidReference(last)
                                .withHint(
                                        "Perhaps you meant to reference the table alias \""
                                                + item.name()
                                                + "\".")
                                .withPosition(name.position());
                    }
                }
            }
        }
        return BindNameErrors.missingFromEntry(last).withPosition(name.position());
    }

    /** @param table what the column was qualified with, or null */
    SqlException missingColumn(Scope scope, @Nullable String table, String name, int position) {
        SqlException error = BindNameErrors.undefinedColumn(table, name).withPosition(position);
        List<String[]> exact = new ArrayList<>();
        boolean lateral = false;
        boolean canBeNamed = false;
        if (table == null) {
            for (Scope level = scope; level != null; level = level.parent()) {
                for (Item item : level.all) {
                    if (item.name() != null
                            && item.columns().stream().anyMatch(c -> c.name().equals(name))) {
                        exact.add(new String[] {item.name(), name});
                        canBeNamed |= item.range() >= 0;
                        lateral |=
                                level != scope
                                        && level.items.stream()
                                                .anyMatch(
                                                        i ->
                                                                i.lateralOnly()
                                                                        && item.name()
                                                                                .equals(i.name()));
                    }
                }
            }
        }
        if (exact.size() == 1) {
            error =
                    error.withDetail(
                            "There is a column named \""
                                    + name
                                    + "\" in table \""
                                    + exact.getFirst()[0]
                                    + "\", but it cannot be referenced from this part of the query.");
            return lateral
                    ? error.withHint(
                            "To reference that column, you must mark this subquery with LATERAL.")
                    : canBeNamed ? error.withHint("Try using a table-qualified name.") : error;
        }
        if (exact.size() > 1) {
            return error.withDetail(
                            "There are columns named \""
                                    + name
                                    + "\", but they are in tables that cannot be referenced from this part of the"
                                    + " query.")
                    .withHint("Try using a table-qualified name.");
        }
        List<String[]> close = similar(scope, table, name);
        return switch (close.size()) {
            case 1 ->
                    error.withHint(
                            "Perhaps you meant to reference the column \""
                                    + close.getFirst()[0]
                                    + "."
                                    + close.getFirst()[1]
                                    + "\".");
            case 2 ->
                    error.withHint(
                            "Perhaps you meant to reference the column \""
                                    + close.getFirst()[0]
                                    + "."
                                    + close.getFirst()[1]
                                    + "\" or the column \""
                                    + close.getLast()[0]
                                    + "."
                                    + close.getLast()[1]
                                    + "\".");
            default -> error;
        };
    }

    /** Columns whose names differ by few letters: the nearest, at most three (then there is no hint). */
    private static List<String[]> similar(Scope scope, @Nullable String table, String name) {
        int best = 4; // a distance above 3 is never near
        var found = new ArrayList<String[]>();
        for (Scope level = scope; level != null; level = level.parent()) {
            for (Item item : level.all) {
                if (item.name() == null) {
                    continue;
                }
                int apart = table == null ? 0 : distance(table, item.name());
                for (Column column : item.columns()) {
                    int letters = distance(name, column.name());
                    int distance = apart + letters;
                    if (letters > name.length() / 2 || distance > 3 || distance > best) {
                        continue;
                    }
                    if (distance < best) {
                        best = distance;
                        found.clear();
                    }
                    found.add(new String[] {item.name(), column.name()});
                }
            }
        }
        return found;
    }

    /** Levenshtein distance; names have at most 63 bytes. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
