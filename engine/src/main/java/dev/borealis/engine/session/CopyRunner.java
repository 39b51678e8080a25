package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * COPY. From the client it is one INSERT, given a row for each line; to the client a query whose rows are printed.
 */
final class CopyRunner {

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
        Relation relation = relation(copy);
        Expression where = copy.where();
        Scalar condition =
                where != null && relation instanceof Relation.Table table
                        ? CopyCondition.bind(where, table, bindContext())
                        : null;
        CopyTarget target = target(copy, relation);
        int count = target.columns().size();
        String sql =
                "INSERT INTO "
                        + target.name()
                        + " ("
                        + target.quotedColumns()
                        + ") OVERRIDING SYSTEM VALUE VALUES ("
                        + IntStream.rangeClosed(1, count)
                                .mapToObj(i -> "$" + i)
                                .collect(Collectors.joining(", "))
                        + ")";
        int[] types = target.columns().stream().mapToInt(c -> c.type().oid()).toArray();
        PlannedQuery insert = insert(sql, types, condition, target.relation());
        runner.control.noteDml();
        runner.control.checkWritable("COPY FROM");
        CopyInput input = input(options, runner.sink().copyIn(count, options.binary()), target);
        @Nullable Object[] values = new Object[count];
        try (Executor.Feed feed = queries.feed(insert, values)) {
            long rows = insertRows(input, target, values, feed);
            feed.finish(); // foreign keys: of no line any more
            return rows;
        }
    }

    private BindContext bindContext() {
        return runner.context()
                .bindContext(
                        runner.parts, runner.typeContext(), ParameterTypes.none(), runner::notice);
    }

    private PlannedQuery insert(
            String sql, int[] types, @Nullable Scalar condition, Relation.Table table) {
        if (condition == null) {
            return plan(sql, types);
        }
        SessionContext context = runner.context();
        BoundQuery bound = runner.planning().bind(query(sql), types, context);
        var insert = (Modification.Insert) bound.tree();
        return runner.planning()
                .plan(bound.withTree(CopyCondition.filter(insert, condition, table)), context);
    }

    private CopyInput input(CopyOptions options, ResultSink.CopySource source, CopyTarget target) {
        NameResolver names = runner.context().names;
        List<CopyInput.Column> columns =
                target.columns().stream().map(column -> column(column, names)).toList();
        TypeContext context = runner.typeContext();
        return options.binary()
                ? new BinaryCopyInput(source, columns, context, names)
                : new TextCopyInput(options, source, columns, context, names);
    }

    private static CopyInput.Column column(ColumnDefinition column, NameResolver names) {
        SqlType type = column.type();
        return new CopyInput.Column(
                column.name(), ValueFormats.of(type.oid(), names), type.typmod());
    }

    /** @param values what the feed takes the next row from */
    private static long insertRows(
            CopyInput input, CopyTarget target, @Nullable Object[] values, Executor.Feed feed) {
        try {
            long rows = 0;
            while (input.next(values)) {
                rows += feed.change();
            }
            return rows;
        } catch (SqlException e) {
            // PostgreSQL collects rows before it inserts them, and then knows the text of the line
            // no more
            boolean atInsertion = e.state() == SqlState.UNIQUE_VIOLATION;
            String place = atInsertion ? input.line() : input.place();
            throw e.context() == null && place != null
                    ? e.withContext("COPY " + target.relation().name() + ", " + place)
                    : e;
        }
    }

    // --- COPY TO STDOUT ---

    private long out(UtilityStatement.Copy copy, CopyOptions options) {
        PlannedQuery plan;
        if (copy.query() instanceof QueryStatement query) {
            plan = runner.planning().plan(query, new int[0]);
        } else {
            CopyTarget target = target(copy, relation(copy));
            plan = plan("SELECT " + target.quotedColumns() + " FROM " + target.name(), new int[0]);
        }
        List<ResultSink.ResultColumn> columns = plan.bound().resultColumns();
        if (columns == null) {
            throw SessionErrors.copyQueryWithoutRows();
        }
        TypeContext context = runner.typeContext();
        NameResolver names = runner.context().names;
        CopyOutput output =
                options.binary()
                        ? new BinaryCopyOutput(columns, context, names)
                        : new TextCopyOutput(options, columns, context, names);
        ResultSink sink = runner.sink();
        sink.copyOut(columns.size(), options.binary());
        var piece = new ByteAppender();
        output.begin(piece);
        if (!options.binary()) { // there it goes with what follows
            send(piece, sink);
        }
        long rows = 0;
        try (RowSource source = queries.open(plan, new Object[0])) {
            for (; source.next(); rows++) {
                output.row(source.row(), piece);
                send(piece, sink);
            }
        }
        output.end(piece);
        send(piece, sink);
        sink.copyOutDone();
        return rows;
    }

    /** One CopyData for each row, as PostgreSQL sends them. */
    private static void send(ByteAppender piece, ResultSink sink) {
        if (piece.length() > 0) {
            sink.copyData(piece);
            piece.clear();
        }
    }

    // --- both ---

    private @Nullable Relation relation(UtilityStatement.Copy copy) {
        List<String> name = Objects.requireNonNull(copy.relation()).parts();
        String schema = name.size() > 1 ? name.get(name.size() - 2) : null;
        return runner.context().names.relation(schema, name.getLast());
    }

    private static CopyTarget target(UtilityStatement.Copy copy, @Nullable Relation relation) {
        List<String> name = Objects.requireNonNull(copy.relation()).parts();
        return CopyTarget.of(relation, name, copy.columns(), copy.from());
    }

    private PlannedQuery plan(String sql, int[] types) {
        return runner.planning().plan(query(sql), types);
    }

    private QueryStatement query(String sql) {
        ParsedStatement parsed = Parser.parse(sql, runner.parserOptions()).statements().getFirst();
        return (QueryStatement) parsed.statement();
    }
}
