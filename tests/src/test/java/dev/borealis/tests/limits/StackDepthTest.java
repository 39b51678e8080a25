package dev.borealis.tests.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Deep statements on threads as the server has them: what PostgreSQL can do passes, what is too deep is told with 54001.
 * That the limit is not too generous is seen by statements just below it, which would overflow the stack.
 */
class StackDepthTest {
    /** Statements of any depth. */
    enum Shape {
        SUM("SELECT a", " + 1", "", " FROM t"),
        SUM_OF_COLUMNS("SELECT sum(a", " + a", "", ") FROM t"),
        CONDITION("SELECT a FROM t WHERE a", " + 1", "", " > 0"),
        INSERT("INSERT INTO t VALUES (1", " + 1", "", ")"),
        CASTS("SELECT a", "::bigint::int", "", " FROM t"),
        CALLS("SELECT ", "abs(", "a", " FROM t", ")"),
        PARENTHESES("SELECT ", "1 + (", "1", "", ")"),
        CASES("SELECT ", "CASE WHEN a = 1 THEN ", "1", " FROM t", " END"),
        NOTS("SELECT a FROM t WHERE ", "NOT ", "a = 1", "");

        private final String before;
        private final String open;
        private final String inside;
        private final String after;
        private final String close;

        Shape(String before, String open, String inside, String after) {
            this(before, open, inside, after, "");
        }

        Shape(String before, String open, String inside, String after, String close) {
            this.before = before;
            this.open = open;
            this.inside = inside;
            this.after = after;
            this.close = close;
        }

        String sql(int depth) {
            return before + open.repeat(depth) + inside + close.repeat(depth) + after;
        }

        /** Levels that are counted for each repetition: those of the tree, or more in the parser. */
        int levels() {
            return switch (this) {
                case SUM, SUM_OF_COLUMNS, CONDITION, INSERT, NOTS -> 1;
                case CASTS, CALLS, CASES -> 2;
                case PARENTHESES -> 3;
            };
        }
    }

    private final Database database = TestDatabase.inMemory();

    /** What a statement is answered with on a thread of its own; null for a result. */
    private @Nullable SqlState answer(boolean virtual, String sql) throws InterruptedException {
        var state = new AtomicReference<@Nullable SqlState>();
        Runnable run =
                () -> {
                    try (var session = new Sql(database)) {
                        session.run(sql);
                    } catch (SqlException error) {
                        state.set(error.state());
                    }
                };
        Thread thread = virtual ? Thread.ofVirtual().start(run) : Thread.ofPlatform().start(run);
        thread.join();
        return state.get();
    }

    @BeforeEach
    void table() throws InterruptedException {
        answer(false, "CREATE TABLE t (a int)");
        answer(false, "INSERT INTO t VALUES (1)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSumMayHaveThreeThousandTerms(boolean virtual) throws InterruptedException {
        assertThat(answer(virtual, Shape.SUM.sql(3_000))).isNull();
        assertThat(answer(virtual, Shape.SUM_OF_COLUMNS.sql(3_000))).isNull();
        assertThat(answer(virtual, Shape.CONDITION.sql(3_000))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsJustNotTooDeepFitsTheStack(Shape shape) throws InterruptedException {
        int depth = (StackDepth.LIMIT - 20) / shape.levels();
        assertThat(answer(false, shape.sql(depth))).isNull();
        assertThat(answer(true, shape.sql(depth - 1))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooDeepIsTold(Shape shape) throws InterruptedException {
        for (int depth : new int[] {StackDepth.LIMIT + 20, 100_000}) {
            assertThat(answer(true, shape.sql(depth))).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
        }
        assertThat(answer(false, "SELECT 1")).isNull();
    }
}
