package dev.borealis.tests.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.ResultSink.ResultColumn;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.types.error.SqlException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs one logic file against a database of its own. What goes wrong there is {@link Trouble}'s business. */
final class LogicRunner {
    private final Database database;
    private final Trouble trouble;
    private final Map<String, Session> sessions = new HashMap<>();

    LogicRunner(Database database) {
        this(database, Trouble.NONE);
    }

    LogicRunner(Database database, Trouble trouble) {
        this.database = database;
        this.trouble = trouble;
    }

    void run(LogicFile file) {
        try {
            for (LogicFile.Step step : file.steps()) {
                Session session = session(step.session());
                trouble.run(step, session, sessions.values(), asked -> run(file, asked, session));
            }
        } finally {
            sessions.values().forEach(Session::close);
        }
    }

    private Session session(String name) {
        return sessions.computeIfAbsent(name, this::connect);
    }

    /** Runs a step and compares. */
    private void run(LogicFile file, LogicFile.Step step, Session session) {
        String where = file.path().getFileName() + ":" + step.line() + ": " + step.sql();
        var sink = new CollectingSink();
        SqlException failure = null;
        if (step.expectation() instanceof LogicFile.Expectation.JobsEnd) {
            waitForJobs(session);
            return;
        }
        if (step.expectation() instanceof LogicFile.Expectation.CopyIn(List<String> data, _)) {
            data.forEach(line -> sink.feed(line + "\n"));
        }
        if (step.expectation() instanceof LogicFile.Expectation.Fails(_, _, List<String> data)) {
            data.forEach(line -> sink.feed(line + "\n"));
        }
        try {
            session.simpleQuery(step.sql(), sink);
        } catch (SqlException e) {
            failure = e;
        }
        if (failure != null && trouble.isToBlame(step, failure)) {
            throw failure;
        }
        switch (step.expectation()) {
            case LogicFile.Expectation.Ok(String tag) -> {
                assertThat(describe(failure)).as(where).isEmpty();
                checkTag(tag, sink, where);
            }
            case LogicFile.Expectation.Notices(List<String> notices, String tag) -> {
                assertThat(describe(failure)).as(where).isEmpty();
                assertThat(sink.notices).as(where).isEqualTo(notices);
                checkTag(tag, sink, where);
            }
            case LogicFile.Expectation.CopyIn(_, String tag) -> {
                assertThat(describe(failure)).as(where).isEmpty();
                checkTag(tag, sink, where);
            }
            case LogicFile.Expectation.CopyOut(List<String> data, String tag) -> {
                assertThat(describe(failure)).as(where).isEmpty();
                assertThat(sink.copyOutput.toString().lines().toList()).as(where).isEqualTo(data);
                checkTag(tag, sink, where);
            }
            case LogicFile.Expectation.JobsEnd _ -> throw new IllegalStateException("done above");
            case LogicFile.Expectation.Fails(String state, String text, _) -> {
                assertThat(failure).as(where + " must fail").isNotNull();
                String expected = state + (text.isEmpty() ? "" : " " + text);
                String actual = text.isEmpty() ? failure.state().code() : describe(failure);
                if (text.contains(" DETAIL: ")) {
                    actual += " DETAIL: " + failure.detail();
                }
                assertThat(actual).as(where).isEqualTo(expected);
            }
            case LogicFile.Expectation.Rows(List<String> rows, boolean sorted, String columns) -> {
                assertThat(describe(failure)).as(where).isEmpty();
                CollectingSink.Result result = sink.results.getLast();
                if (columns != null) {
                    assertThat(
                                    result.columns().stream()
                                            .map(ResultColumn::name)
                                            .collect(Collectors.joining(",")))
                            .as(where)
                            .isEqualTo(columns);
                }
                List<String> actual =
                        result.rows().stream()
                                .map(
                                        row ->
                                                row.stream()
                                                        .map(
                                                                field ->
                                                                        field == null
                                                                                ? "NULL"
                                                                                : field)
                                                        .collect(Collectors.joining("|")))
                                // a value with several lines takes as many in the file
                                .flatMap(row -> Stream.of(row.split("\n", -1)))
                                .toList();
                assertThat(sorted ? actual.stream().sorted().toList() : actual)
                        .as(where)
                        .isEqualTo(sorted ? rows.stream().sorted().toList() : rows);
            }
        }
    }

    private Session connect(String name) {
        int slash = name.indexOf('/');
        String role = slash < 0 ? "admin" : name.substring(slash + 1);
        return database.connect(role, "postgres", List.of());
    }

    private static void waitForJobs(Session session) {
        var jobs = new CollectingSink();
        session.simpleQuery("SELECT job_id FROM sys.jobs", jobs);
        for (List<String> row : jobs.results.getLast().rows()) {
            session.simpleQuery(
                    "CALL sys.wait_for_job('" + row.getFirst() + "')", new CollectingSink());
        }
    }

    private static void checkTag(String tag, CollectingSink sink, String where) {
        if (tag != null) {
            assertThat(sink.results.getLast().tag()).as(where).isEqualTo(tag);
        }
    }

    private static String describe(SqlException failure) {
        return failure == null ? "" : failure.state().code() + " " + failure.text();
    }
}
