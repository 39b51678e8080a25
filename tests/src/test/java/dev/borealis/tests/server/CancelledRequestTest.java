package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * What a cancel request cancels: a simple message, or everything up to Sync, wherever the server is in it; nothing that
 * comes after. As PostgreSQL.
 */
class CancelledRequestTest {
    private final Database database = TestDatabase.inMemory();
    private final Sql sql = new Sql(database);
    private final Session session = sql.session();
    private final CollectingSink sink = new CollectingSink();

    @AfterEach
    void close() {
        sql.close();
        database.close();
    }

    private void parse() {
        session.parse("", "SELECT g FROM generate_series(1, 10) g", new int[0], sink);
    }

    private void bind() {
        session.bind("", "", List.of(), List.of(), List.of());
    }

    private void execute() {
        session.execute("", 0, sink);
    }

    private void isCancelled() {
        assertThatThrownBy(this::execute)
                .hasMessageContaining("canceling statement due to user request");
        session.sync(sink);
    }

    private void isDone() {
        execute();
        session.sync(sink);
        assertThat(sink.results.getLast().rows()).hasSize(10);
    }

    @Test
    void betweenParseAndBind() {
        parse();
        session.cancel();
        bind();
        isCancelled();
    }

    @Test
    void betweenBindAndExecute() {
        parse();
        session.sync(sink);
        bind();
        session.cancel();
        isCancelled();
    }

    @Test
    void aPortalThatWasBegunInAnEarlierRequest() {
        sql.run("BEGIN");
        parse();
        session.bind("half-way", "", List.of(), List.of(), List.of());
        session.execute("half-way", 1, sink);
        session.sync(sink);
        parse();
        session.cancel();
        assertThatThrownBy(() -> session.execute("half-way", 0, sink))
                .hasMessageContaining("canceling statement due to user request");
        session.sync(sink);
        sql.run("ROLLBACK");
    }

    @Test
    void notTheNextRequestOfTheExtendedProtocol() {
        parse();
        session.sync(sink);
        session.cancel();
        bind();
        isDone();
    }

    @Test
    void notTheNextSimpleMessage() {
        sql.run("SELECT 1");
        session.cancel();
        assertThat(sql.run("SELECT count(*) FROM generate_series(1, 10)")).containsExactly("10");
    }

    @Test
    void notTheRequestAfterOneThatWasCancelled() {
        parse();
        bind();
        session.cancel();
        isCancelled();
        parse();
        bind();
        isDone();
    }
}
