package dev.borealis.tests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Makes up statements over three small tables: expressions of known type over columns with NULLs, predicates, joins,
 * sub-queries, grouping, windows, set operations. Every query sorts its rows completely or is compared sorted. The same
 * seed gives the same statements.
 */
final class RandomQueries {
    private static final int ROWS = 12;

    private final RandomGenerator random;

    /** Tables with their columns, all nullable but {@code id}. */
    private static final List<String> TABLES = List.of("ta", "tb", "tc");

    enum Type {
        INT("int", "i", "j", "id"),
        TEXT("text", "s", "u"),
        NUMERIC("numeric(10,2)", "n"),
        BOOL("boolean", "b"),
        DATE("date", "d");

        private final String sql;
        private final List<String> columns;

        Type(String sql, String... columns) {
            this.sql = sql;
            this.columns = List.of(columns);
        }
    }

    RandomQueries(RandomGenerator random) {
        this.random = random;
    }

    List<String> tables() {
        List<String> statements = new ArrayList<>();
        for (String table : TABLES) {
            statements.add(
                    "CREATE TABLE "
                            + table
                            + " (id int PRIMARY KEY, i int, j int, s text, u text, n numeric(10,2), b boolean, d date)");
            List<String> rows = new ArrayList<>();
            for (int id = 1; id <= ROWS; id++) {
                rows.add(
                        "("
                                + id
                                + ", "
                                + String.join(
                                        ", ",
                                        literal(Type.INT),
                                        literal(Type.INT),
                                        literal(Type.TEXT),
                                        literal(Type.TEXT),
                                        literal(Type.NUMERIC),
                                        literal(Type.BOOL),
                                        literal(Type.DATE))
                                + ")");
            }
            statements.add("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
        }
        return statements;
    }

    /** A literal of that type, now and then NULL. */
    private String literal(Type type) {
        if (random.nextInt(6) == 0) {
            return "NULL::" + type.sql;
        }
        return switch (type) {
            case INT -> Integer.toString(random.nextInt(-3, 8));
            case TEXT -> "'" + pick(List.of("", "a", "b", "ab", "Abc", "b c", "z%", "é")) + "'";
            case NUMERIC -> random.nextInt(-2, 5) + "." + random.nextInt(100);
            case BOOL -> random.nextBoolean() ? "true" : "false";
            case DATE -> "DATE '2024-0" + random.nextInt(1, 4) + "-1" + random.nextInt(10) + "'";
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @SafeVarargs
    private String any(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    private Type type() {
        return pick(List.of(Type.values()));
    }

    /** A column of that type of one of the names in scope. */
    private String column(Type type, List<String> names) {
        return pick(names) + "." + pick(type.columns);
    }

    private String expression(Type type, List<String> names, int depth) {
        if (depth <= 0 || random.nextInt(4) == 0) {
            return random.nextInt(4) == 0 ? literal(type) : column(type, names);
        }
        int d = depth - 1;
        Supplier<String> conditional =
                () ->
                        "CASE WHEN "
                                + predicate(names, d)
                                + " THEN "
                                + expression(type, names, d)
                                + (random.nextBoolean()
                                        ? ""
                                        : " ELSE " + expression(type, names, d))
                                + " END";
        Supplier<String> coalesced =
                () ->
                        pick(List.of("coalesce", "greatest", "least", "nullif"))
                                + "("
                                + expression(type, names, d)
                                + ", "
                                + expression(type, names, d)
                                + ")";
        if (type == Type.BOOL) {
            return random.nextBoolean() ? "(" + predicate(names, d) + ")" : conditional.get();
        }
        Supplier<String> own =
                switch (type) {
                    case INT ->
                            () ->
                                    any(
                                            () -> binary(Type.INT, " + ", names, d),
                                            () -> binary(Type.INT, " - ", names, d),
                                            () -> binary(Type.INT, " * ", names, d),
                                            () -> "length(" + expression(Type.TEXT, names, d) + ")",
                                            () -> "abs(" + expression(Type.INT, names, d) + ")",
                                            () ->
                                                    "("
                                                            + expression(Type.INT, names, d)
                                                            + " / nullif("
                                                            + expression(Type.INT, names, d)
                                                            + ", 0))",
                                            () -> scalarSubquery(names, d));
                    case TEXT ->
                            () ->
                                    any(
                                            () -> binary(Type.TEXT, " || ", names, d),
                                            () -> "upper(" + expression(Type.TEXT, names, d) + ")",
                                            () ->
                                                    "substr("
                                                            + expression(Type.TEXT, names, d)
                                                            + ", 1, 1)",
                                            () -> expression(Type.INT, names, d) + "::text");
                    case NUMERIC ->
                            () ->
                                    any(
                                            () -> binary(Type.NUMERIC, " + ", names, d),
                                            () -> binary(Type.NUMERIC, " * ", names, d),
                                            () ->
                                                    "round("
                                                            + expression(Type.NUMERIC, names, d)
                                                            + ", 1)",
                                            () -> expression(Type.INT, names, d) + "::numeric");
                    case DATE ->
                            () ->
                                    "("
                                            + expression(Type.DATE, names, d)
                                            + " + "
                                            + random.nextInt(5)
                                            + ")";
                    case BOOL -> throw new IllegalStateException("made above");
                };
        return any(own, own, conditional, coalesced);
    }

    private String binary(Type type, String operator, List<String> names, int depth) {
        return "("
                + expression(type, names, depth)
                + operator
                + expression(type, names, depth)
                + ")";
    }

    private String scalarSubquery(List<String> names, int depth) {
        String inner = "q" + random.nextInt(1000);
        List<String> all = new ArrayList<>(names);
        all.add(inner);
        return "(SELECT "
                + pick(List.of("max", "min", "sum", "count"))
                + "("
                + inner
                + "."
                + pick(List.of("i", "j", "id"))
                + ")"
                + (random.nextBoolean() ? "" : "::int")
                + " FROM "
                + pick(TABLES)
                + " "
                + inner
                + " WHERE "
                + predicate(all, depth)
                + ")::int";
    }

    /** A condition; it may be NULL. */
    String predicate(List<String> names, int depth) {
        if (depth <= 0) {
            return comparison(names, 0);
        }
        int d = depth - 1;
        return any(
                () -> comparison(names, d),
                () -> comparison(names, d),
                () -> "(" + predicate(names, d) + " AND " + predicate(names, d) + ")",
                () -> "(" + predicate(names, d) + " OR " + predicate(names, d) + ")",
                () -> "NOT (" + predicate(names, d) + ")",
                () -> {
                    Type type = type();
                    return expression(type, names, d)
                            + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
                },
                () ->
                        "("
                                + predicate(names, d)
                                + ") IS "
                                + pick(List.of("TRUE", "NOT FALSE", "UNKNOWN")),
                () -> {
                    Type type = type();
                    return expression(type, names, d)
                            + (random.nextBoolean() ? " IN (" : " NOT IN (")
                            + expression(type, names, d)
                            + ", "
                            + literal(type)
                            + ", "
                            + literal(type)
                            + ")";
                },
                () -> membership(names, d),
                () -> {
                    String inner = "e" + random.nextInt(1000);
                    List<String> all = new ArrayList<>(names);
                    all.add(inner);
                    return (random.nextBoolean() ? "" : "NOT ")
                            + "EXISTS (SELECT 1 FROM "
                            + pick(TABLES)
                            + " "
                            + inner
                            + " WHERE "
                            + predicate(all, d)
                            + ")";
                },
                () ->
                        expression(Type.TEXT, names, d)
                                + pick(List.of(" LIKE ", " NOT LIKE ", " ILIKE "))
                                + pick(List.of("'a%'", "'%b'", "'_'", "'%'", "'z\\%'")),
                () -> {
                    Type type = pick(List.of(Type.INT, Type.NUMERIC, Type.DATE, Type.TEXT));
                    return expression(type, names, d)
                            + " BETWEEN "
                            + expression(type, names, d)
                            + " AND "
                            + expression(type, names, d);
                });
    }

    private String membership(List<String> names, int depth) {
        Type type = pick(List.of(Type.INT, Type.TEXT, Type.NUMERIC));
        String inner = "m" + random.nextInt(1000);
        List<String> all = new ArrayList<>(names);
        all.add(inner);
        String query =
                "(SELECT "
                        + column(type, List.of(inner))
                        + " FROM "
                        + pick(TABLES)
                        + " "
                        + inner
                        + (random.nextBoolean() ? "" : " WHERE " + predicate(all, depth))
                        + ")";
        return expression(type, names, depth)
                + pick(List.of(" IN ", " NOT IN ", " = ANY ", " < ALL ", " >= ANY "))
                + query;
    }

    private String comparison(List<String> names, int depth) {
        Type type = type();
        return expression(type, names, depth)
                + pick(
                        List.of(
                                " = ",
                                " = ",
                                " <> ",
                                " < ",
                                " >= ",
                                " IS DISTINCT FROM ",
                                " IS NOT DISTINCT FROM "))
                + expression(type, names, depth);
    }

    // --- FROM ---

    record From(String sql, List<String> names) {}

    From from(int depth) {
        int count = random.nextInt(1, 4);
        String sql = pick(TABLES) + " t1";
        List<String> names = new ArrayList<>(List.of("t1"));
        for (int k = 2; k <= count; k++) {
            String name = "t" + k;
            String right = pick(TABLES) + " " + name;
            if (random.nextInt(4) == 0) {
                right =
                        "(SELECT * FROM "
                                + pick(TABLES)
                                + " x WHERE "
                                + predicate(List.of("x"), 1)
                                + ") "
                                + name;
            }
            List<String> both = new ArrayList<>(names);
            both.add(name);
            String equality =
                    pick(names)
                            + "."
                            + pick(List.of("id", "i", "j"))
                            + " = "
                            + name
                            + "."
                            + pick(List.of("id", "i"));
            String condition =
                    random.nextBoolean()
                            ? equality
                            : equality + " AND " + predicate(both, random.nextInt(depth + 1));
            String kind =
                    pick(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"));
            boolean unequal = random.nextInt(4) == 0 && !kind.equals("FULL JOIN");
            sql +=
                    " "
                            + kind
                            + " "
                            + right
                            + (kind.equals("CROSS JOIN")
                                    ? ""
                                    : " ON " + (unequal ? predicate(both, 1) : condition));
            names = both;
        }
        return new From(sql, names);
    }

    /** The next statement: mostly a query, now and then one that compares counts with each other. */
    String next() {
        return switch (random.nextInt(10)) {
            case 0 -> partitioned();
            case 1 -> unoptimized();
            default -> query();
        };
    }

    /** A query, to be compared with its rows sorted. */
    String query() {
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> plain();
            case 3, 4 -> grouped();
            case 5 -> windowed();
            default ->
                    "SELECT "
                            + expression(Type.INT, List.of("t1"), 1)
                            + " AS v FROM ta t1"
                            + where(List.of("t1"))
                            + pick(
                                    List.of(
                                            " UNION ",
                                            " UNION ALL ",
                                            " INTERSECT ",
                                            " EXCEPT ",
                                            " INTERSECT ALL ",
                                            " EXCEPT ALL "))
                            + "SELECT "
                            + expression(Type.INT, List.of("t1"), 1)
                            + " FROM tb t1"
                            + where(List.of("t1"));
        };
    }

    private String where(List<String> names) {
        return random.nextInt(4) == 0 ? "" : " WHERE " + predicate(names, 2);
    }

    private String plain() {
        From from = from(1);
        List<String> targets = new ArrayList<>();
        for (int k = random.nextInt(1, 4); k > 0; k--) {
            targets.add(expression(type(), from.names(), 2));
        }
        String ids = from.names().stream().map(n -> n + ".id").collect(Collectors.joining(", "));
        boolean distinct = random.nextInt(5) == 0;
        String order =
                distinct
                        ? ""
                        : " ORDER BY "
                                + expression(Type.INT, from.names(), 1)
                                + " + 0"
                                + pick(List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST"))
                                + ", "
                                + ids
                                + pick(List.of("", " LIMIT 5", " LIMIT 3 OFFSET 2"));
        return "SELECT "
                + (distinct ? "DISTINCT " : "")
                + String.join(", ", targets)
                + " FROM "
                + from.sql()
                + where(from.names())
                + order;
    }

    private String grouped() {
        From from = from(1);
        Type keyType = type();
        String key = column(keyType, from.names());
        String having = random.nextInt(3) == 0 ? " HAVING count(*) > " + random.nextInt(3) : "";
        String sets =
                pick(List.of("k", "k", "ROLLUP (k)", "GROUPING SETS ((k), ())")).replace("k", key);
        return "SELECT "
                + key
                + " AS k, count(*), count("
                + expression(type(), from.names(), 1)
                + "), sum("
                + expression(Type.INT, from.names(), 1)
                + "), min("
                + expression(Type.TEXT, from.names(), 1)
                + "), max("
                + expression(pick(List.of(Type.INT, Type.NUMERIC, Type.DATE)), from.names(), 1)
                + "), sum("
                + expression(Type.NUMERIC, from.names(), 1)
                + "), count(DISTINCT "
                + column(type(), from.names())
                + "), bool_or("
                + predicate(from.names(), 1)
                + ") FILTER (WHERE "
                + predicate(from.names(), 1)
                + ") FROM "
                + from.sql()
                + where(from.names())
                + " GROUP BY "
                + sets
                + having;
    }

    private String windowed() {
        String partition = pick(List.of("", "PARTITION BY t1.b ", "PARTITION BY t1.i, t1.s "));
        String order =
                "ORDER BY t1."
                        + pick(List.of("i", "n", "s", "d"))
                        + pick(List.of("", " DESC", " NULLS FIRST"))
                        + ", t1.id";
        String frame =
                pick(
                        List.of(
                                "",
                                " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                                " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                                " GROUPS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW",
                                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
        return "SELECT t1.id, row_number() OVER w, rank() OVER w, lag(t1.i) OVER w, first_value(t1.s) OVER w, sum("
                + expression(Type.INT, List.of("t1"), 1)
                + ") OVER w, count(*) OVER w, max(t1.n) OVER w FROM "
                + pick(TABLES)
                + " t1"
                + where(List.of("t1"))
                + " WINDOW w AS ("
                + partition
                + order
                + frame
                + ")";
    }

    /** Whether the rows of a join, counted by a predicate, by its negation and by its being unknown, are all rows. */
    String partitioned() {
        From from = from(1);
        String predicate = predicate(from.names(), 2);
        String count = "(SELECT count(*) FROM " + from.sql();
        return "SELECT "
                + count
                + " WHERE "
                + predicate
                + ") + "
                + count
                + " WHERE NOT ("
                + predicate
                + ")) + "
                + count
                + " WHERE ("
                + predicate
                + ") IS NULL) = "
                + count
                + ")";
    }

    /** Whether the same predicate counts alike as a condition and as a value. */
    String unoptimized() {
        From from = from(1);
        String predicate = predicate(from.names(), 2);
        return "SELECT (SELECT count(*) FROM "
                + from.sql()
                + " WHERE "
                + predicate
                + ") = (SELECT coalesce(sum(CASE WHEN "
                + predicate
                + " THEN 1 ELSE 0 END), 0) FROM "
                + from.sql()
                + ")";
    }
}
