package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemObjects;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All system relations: every one of PostgreSQL 16's, with its columns, and sys. Those that nothing fills here are empty.
 * Immutable.
 */
public final class SystemTables implements SystemObjects {
    /** OID of pg_catalog, fixed in PostgreSQL. */
    public static final int PG_CATALOG = 11;

    /** Makes the rows of one relation. */
    @FunctionalInterface
    interface Source {
        /**
         * @param equal columns (by name) and the values the caller wants: a source may use them to make fewer rows, the
         *     caller looks again
         */
        Stream<@Nullable Object[]> rows(
                SystemContext context, Tuple.Shape shape, Map<String, Object> equal);
    }

    private record Entry(
            Relation.SystemRelation relation, Tuple.Shape shape, @Nullable Source source) {}

    private final Map<Integer, Entry> byOid;
    private final List<Relation.SystemRelation> relations;

    private SystemTables(Map<Integer, Entry> byOid) {
        this.byOid = byOid;
        this.relations = byOid.values().stream().map(Entry::relation).toList();
    }

    /**
     * @param informationSchema OID of that schema
     * @param sys OID of the schema sys
     * @param owner OID of the role that owns them
     */
    public static SystemTables load(int informationSchema, int sys, int owner) {
        Map<String, Source> sources = new HashMap<>();
        RelationRows.register(sources);
        AttributeRows.register(sources);
        ConstraintRows.register(sources);
        TypeRows.register(sources);
        FunctionRows.register(sources);
        ClusterRows.register(sources);
        ListingRows.register(sources);
        StatisticsRows.register(sources);
        InformationSchemaRows.register(sources);
        SysRows.register(sources);
        FigureRows.register(sources);
        Map<Integer, Entry> byOid = new LinkedHashMap<>();
        for (List<String[]> lines : lines()) {
            String[] first = lines.getFirst();
            int schema =
                    switch (first[0]) {
                        case "pg_catalog" -> PG_CATALOG;
                        case "information_schema" -> informationSchema;
                        case "sys" -> sys;
                        default -> throw new IllegalStateException("unknown schema " + first[0]);
                    };
            List<Relation.ViewColumn> columns = new ArrayList<>();
            List<Boolean> notNull = new ArrayList<>();
            for (String[] line : lines) {
                columns.add(
                        new Relation.ViewColumn(
                                line[4],
                                new SqlType(Integer.parseInt(line[5]), Integer.parseInt(line[6]))));
                notNull.add(line[7].equals("1"));
            }
            int oid = Integer.parseInt(first[2]);
            var relation =
                    new Relation.SystemRelation(
                            oid,
                            schema,
                            first[1],
                            owner,
                            first[3].charAt(0),
                            columns,
                            lookups(first[0], first[1], columns));
            String key = first[0].equals("pg_catalog") ? first[1] : first[0] + "." + first[1];
            byOid.put(
                    oid,
                    new Entry(relation, new Tuple.Shape(relation, notNull), sources.remove(key)));
        }
        if (!sources.isEmpty()) {
            throw new IllegalStateException("rows for unknown relations: " + sources.keySet());
        }
        return new SystemTables(byOid);
    }

    @Override
    public Collection<Relation.SystemRelation> relations() {
        return relations;
    }

    /**
     * The rows of a relation.
     *
     * @param equal column positions from 0 and the values wanted, as {@link Relation.SystemRelation#lookups} offers
     */
    public Stream<@Nullable Object[]> rows(
            int oid, SystemContext context, Map<Integer, Object> equal) {
        Entry entry = byOid.get(oid);
        if (entry == null && context.catalog().relation(oid) instanceof Relation.Sequence s) {
            SystemContext.SequencesView.Position at = context.sequences().of(s);
            return Stream.<@Nullable Object[]>of(
                    new Object[] {at.lastValue(), at.logCount(), at.called() ? 1L : 0L});
        }
        if (entry == null) {
            throw new IllegalStateException("no system relation " + oid);
        }
        if (entry.source() == null) {
            return Stream.empty();
        }
        Map<String, Object> byName = new HashMap<>();
        equal.forEach(
                (position, value) ->
                        byName.put(entry.relation().columns().get(position).name(), value));
        return entry.source().rows(context, entry.shape(), byName);
    }

    /** The columns by which sources find rows without making all. */
    private static List<List<Integer>> lookups(
            String schema, String name, List<Relation.ViewColumn> columns) {
        List<String> names =
                schema.equals("pg_catalog")
                        ? switch (name) {
                            case "pg_class" -> List.of("oid", "relname");
                            case "pg_type" -> List.of("oid");
                            case "pg_proc" -> List.of("oid", "proname");
                            case "pg_attribute" -> List.of("attrelid");
                            case "pg_attrdef" -> List.of("adrelid");
                            case "pg_index" -> List.of("indexrelid", "indrelid");
                            case "pg_constraint" -> List.of("conrelid");
                            default -> List.of();
                        }
                        : List.of();
        List<List<Integer>> lookups = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (names.contains(columns.get(i).name())) {
                lookups.add(List.of(i + 1));
            }
        }
        return lookups;
    }

    /** The lines of columns.tsv, one list for each relation. */
    private static Collection<List<String[]>> lines() {
        Map<String, List<String[]>> byRelation = new LinkedHashMap<>();
        for (String file : List.of("columns.tsv", "sys-columns.tsv")) {
            try (var in = SystemTables.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is missing from the class path");
                }
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    String[] fields = line.split("\t", -1);
                    byRelation
                            .computeIfAbsent(fields[0] + "." + fields[1], _ -> new ArrayList<>())
                            .add(fields);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return byRelation.values();
    }
}
