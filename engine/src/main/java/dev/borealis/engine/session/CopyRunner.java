package dev.borealis.engine.session;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.format.ValueFormat;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * COPY. From the client it is one INSERT, given a row for each line; to the client a query whose rows are printed.
 */
final class CopyRunner {

    /** The rest of an over-long value is left out of the CONTEXT line. */
    private static final int CONTEXT_CHARACTERS = 100;

    private final StatementRunner runner;
    private final QueryRunner queries;

    CopyRunner(StatementRunner runner, QueryRunner queries) {
        this.runner = runner;
        this.queries = queries;
    }

    Rows start(UtilityStatement.Copy copy) {
        switch (copy.place()) {
            case UtilityStatement.CopyPlace.Client() -> {}
            case UtilityStatement.CopyPlace.File _ ->
                    throw CopyErrors.fileNotPermitted(copy.from(), false);
            case UtilityStatement.CopyPlace.Program _ ->
                    throw CopyErrors.fileNotPermitted(copy.from(), true);
        }
        CopyOptions options = CopyOptions.of(copy.options(), copy.from());
        long rows = copy.from() ? in(copy, options) : out(copy, options);
        return Rows.done("COPY " + rows);
    }

    // --- COPY FROM STDIN ---

    private long in(UtilityStatement.Copy copy, CopyOptions options) {
        if (copy.where() != null) {
            throw SessionErrors.notYetImplemented("COPY FROM with WHERE");
        }
        Target target = target(copy);
        String sql =
                "INSERT INTO "
                        + target.name
                        + " ("
                        + target.quotedColumns()
                        + ") OVERRIDING SYSTEM VALUE VALUES ("
                        + IntStream.rangeClosed(1, target.columns.size())
                                .mapToObj(i -> "$" + i)
                                .collect(Collectors.joining(", "))
                        + ")";
        int[] types = target.columns.stream().mapToInt(c -> c.type().oid()).toArray();
        PlannedQuery insert = plan(sql, types);
        runner.control.noteDml();
        runner.control.checkWritable("COPY FROM");
        var reader = new CopyReader(options, runner.sink().copyIn(target.columns.size()));
        @Nullable Object[] values = new Object[target.columns.size()];
        try (Executor.Feed feed = queries.feed(insert, values)) {
            long rows = insertRows(reader, options, target, values, feed);
            feed.finish(); // foreign keys: of no line any more
            return rows;
        }
    }

    /** @param values what the feed takes the next row from */
    private long insertRows(
            CopyReader reader,
            CopyOptions options,
            Target target,
            @Nullable Object[] values,
            Executor.Feed feed) {
        try {
            List<@Nullable Bytes> fields = new ArrayList<>();
            List<String> names = target.columns.stream().map(ColumnDefinition::name).toList();
            if (options.header() != CopyOptions.Header.NONE && reader.read(fields, names)) {
                checkHeader(options, fields, names);
            }
            List<ValueFormat> formats =
                    target.columns.stream()
                            .map(c -> ValueFormats.of(c.type().oid(), runner.context().names))
                            .toList();
            long rows = 0;
            for (; reader.read(fields, names); rows++) {
                if (fields.size() > values.length) {
                    throw CopyErrors.extraData();
                }
                if (fields.size() < values.length) {
                    throw CopyErrors.missingData(names.get(fields.size()));
                }
                for (int i = 0; i < values.length; i++) {
                    values[i] = value(reader, target, formats.get(i), i, fields.get(i));
                }
                feed.change();
            }
            return rows;
        } catch (SqlException e) {
            // PostgreSQL collects rows before it inserts them, and then knows the text of the line
            // no more
            boolean atInsertion = e.state() == SqlState.UNIQUE_VIOLATION;
            String place = atInsertion ? "line " + reader.line() : reader.place();
            throw e.context() == null
                    ? e.withContext("COPY " + target.relation.name() + ", " + place)
                    : e;
        }
    }

    private @Nullable Object value(
            CopyReader reader, Target target, ValueFormat format, int i, @Nullable Bytes field) {
        if (field == null) {
            return null;
        }
        try {
            return format.parse(field, -1, runner.typeContext(), runner.context().names);
        } catch (SqlException e) {
            String text = field.string();
            String shown =
                    text.length() > CONTEXT_CHARACTERS
                            ? text.substring(0, CONTEXT_CHARACTERS) + "..."
                            : text;
            throw e.withContext(
                    "COPY "
                            + target.relation.name()
                            + ", line "
                            + reader.line()
                            + ", column "
                            + target.columns.get(i).name()
                            + ": \""
                            + shown
                            + "\"");
        }
    }

    private static void checkHeader(
            CopyOptions options, List<@Nullable Bytes> fields, List<String> names) {
        if (options.header() != CopyOptions.Header.MATCH) {
            return;
        }
        if (fields.size() != names.size()) {
            throw CopyErrors.headerFieldCount(fields.size(), names.size());
        }
        for (int i = 0; i < names.size(); i++) {
            String found = String.valueOf(fields.get(i));
            if (!found.equals(names.get(i))) {
                throw CopyErrors.headerMismatch(i + 1, found, names.get(i));
            }
        }
    }

    // --- COPY TO STDOUT ---

    private long out(UtilityStatement.Copy copy, CopyOptions options) {
        PlannedQuery plan;
        if (copy.query() instanceof QueryStatement query) {
            plan = runner.planning().plan(query, new int[0]);
        } else {
            Target target = target(copy);
            plan = plan("SELECT " + target.quotedColumns() + " FROM " + target.name, new int[0]);
        }
        List<ResultSink.ResultColumn> columns = plan.bound().resultColumns();
        if (columns == null) {
            throw SessionErrors.copyQueryWithoutRows();
        }
        List<String> names = columns.stream().map(ResultSink.ResultColumn::name).toList();
        List<SqlType> types = columns.stream().map(ResultSink.ResultColumn::type).toList();
        var fields = new FieldWriter(columns, runner.typeContext(), runner.context().names);
        var writer = new CopyWriter(options, names);
        ResultSink sink = runner.sink();
        sink.copyOut(columns.size());
        var piece = new ByteAppender();
        var field = new ByteAppender();
        if (options.header() != CopyOptions.Header.NONE) {
            writer.header(names, piece);
            sink.copyData(piece);
            piece.clear();
        }
        long rows = 0;
        try (RowSource source = queries.open(plan, new Object[0])) {
            while (source.next()) {
                for (int i = 0; i < types.size(); i++) {
                    if (source.row().isNull(i)) {
                        writer.nullField(i, piece);
                    } else {
                        field.clear();
                        fields.printText(source.row(), i, field);
                        writer.field(i, types.size(), field.array(), 0, field.length(), piece);
                    }
                }
                piece.appendByte('\n');
                rows++;
                sink.copyData(piece); // one CopyData for each row, as PostgreSQL sends them
                piece.clear();
            }
        }
        sink.copyOutDone();
        return rows;
    }

    // --- both ---

    private record Target(Relation.Table relation, String name, List<ColumnDefinition> columns) {
        String quotedColumns() {
            return columns.stream()
                    .map(c -> Identifiers.quote(c.name()))
                    .collect(Collectors.joining(", "));
        }
    }

    private Target target(UtilityStatement.Copy copy) {
        var name = java.util.Objects.requireNonNull(copy.relation());
        List<String> parts = name.parts();
        Relation relation =
                runner.context()
                        .names
                        .relation(
                                parts.size() > 1 ? parts.get(parts.size() - 2) : null,
                                parts.getLast());
        String written = parts.stream().map(Identifiers::quote).collect(Collectors.joining("."));
        if (relation == null) {
            throw NameErrors.relationDoesNotExist(String.join(".", parts));
        }
        if (!(relation instanceof Relation.Table table)) {
            throw SessionErrors.cannotCopy(copy.from(), relation.name());
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String column : copy.columns()) {
            ColumnDefinition definition = table.findColumn(column);
            if (definition == null) {
                throw DefinitionErrors.undefinedColumnOf(column, table.name());
            }
            columns.add(definition);
        }
        if (columns.isEmpty()) {
            columns.addAll(table.liveColumns());
            columns.removeIf(ColumnDefinition::generated);
        }
        return new Target(table, written, columns);
    }

    private PlannedQuery plan(String sql, int[] types) {
        ParsedStatement parsed = Parser.parse(sql, runner.parserOptions()).statements().getFirst();
        return runner.planning().plan((QueryStatement) parsed.statement(), types);
    }
}
