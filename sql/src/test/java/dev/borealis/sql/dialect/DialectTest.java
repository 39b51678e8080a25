package dev.borealis.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of sql-errors.md section 1 in its words. */
class DialectTest {
    private static void check(String sql) {
        for (ParsedStatement statement : Parser.parse(sql).statements()) {
            Dialect.check(statement.statement());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE t | unsupported statement: Truncate",
                "CREATE EXTENSION IF NOT EXISTS e | unsupported statement: CreateExtension",
                "CREATE DATABASE d | unsupported statement: Createdb",
                "CREATE TABLE t AS SELECT 1 | unsupported statement: CreateTableAs",
                "CREATE MATERIALIZED VIEW v AS SELECT 1 | unsupported statement: CreateTableAs",
                "SELECT 1 INTO t | unsupported statement: CreateTableAs",
                "CREATE TYPE t AS (a int) | unsupported statement: CompositeType",
                "CREATE TYPE t AS RANGE (subtype = int) | unsupported statement: CreateRange",
                "CREATE TYPE t AS ENUM ('a') | CREATE TYPE not supported",
                "ALTER TYPE t ADD VALUE 'b' | ALTER TYPE not supported",
                "ALTER TYPE t RENAME TO u | unsupported object in RENAME statement",
                "DROP TYPE IF EXISTS t | unsupported object in DROP statement",
                "CREATE TABLESPACE s LOCATION '/x' | unsupported statement: CreateTableSpace",
                "CREATE FOREIGN TABLE t (a int) SERVER s | unsupported statement: CreateForeignTable",
                "LISTEN c | unsupported statement: Listen",
                "NOTIFY c | unsupported statement: Notify",
                "UNLISTEN c | unsupported statement: Unlisten",
                "ALTER SYSTEM SET a = 1 | unsupported statement: AlterSystem",
                "LOCK TABLE t | unsupported statement: Lock",
                "DECLARE c CURSOR FOR SELECT 1 | unsupported statement: DeclareCursor",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE | unsupported statement type: MERGE",
                "VACUUM FULL t | unsupported VACUUM statement",
                "CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION f() | CREATE TRIGGER not supported",
                "SAVEPOINT s | unsupported transaction statement: SAVEPOINT",
                "ROLLBACK TO SAVEPOINT s | unsupported transaction statement: ROLLBACK TO",
                "RELEASE s | unsupported transaction statement: RELEASE",
                "COMMIT AND CHAIN | unsupported transaction statement: COMMIT AND CHAIN",
                "BEGIN ISOLATION LEVEL SERIALIZABLE | Unsupported isolation level: SERIALIZABLE",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE | Unsupported isolation level: SERIALIZABLE",
                "SET TRANSACTION READ ONLY | setting configuration parameter \"TRANSACTION\" not supported",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS '' | CREATE FUNCTION with language plpgsql not supported",
                "CREATE PROCEDURE p() LANGUAGE sql AS '' | PROCEDURE is not supported",
                "CALL p((SELECT 1)) | cannot use subquery in CALL argument",
                "DROP DOMAIN d CASCADE | DROP DOMAIN with CASCADE unsupported",
                "CREATE TEMP TABLE t (a int) | TEMPORARY or TEMP table not supported for CREATE TABLE",
                "CREATE UNLOGGED TABLE t (a int) | UNLOGGED table not supported for CREATE TABLE",
                "CREATE TABLE t (a int) WITH (fillfactor = 70) | WITH clause not supported for CREATE TABLE",
                "CREATE TABLE t (a int) INHERITS (u) | INHERITS clause not supported for CREATE TABLE",
                "CREATE TABLE t (a text COLLATE \"C\") | COLLATE clause not supported",
                "SELECT * FROM t TABLESAMPLE system (1) | TABLESAMPLE clause not supported",
                "SELECT 1 WHERE EXISTS (SELECT * FROM t FOR SHARE) | locking clauses other than FOR UPDATE/FOR KEY SHARE are not supported",
                "CREATE INDEX i ON t (a) | unsupported mode. please use CREATE INDEX ASYNC.",
                "CREATE INDEX CONCURRENTLY i ON t USING btree (a) | CONCURRENTLY not supported for CREATE INDEX",
                "CREATE INDEX i ON t USING btree (a) | USING not supported for CREATE INDEX",
                "CREATE INDEX ASYNC i ON t (a DESC) | specifying sort order not supported for index keys",
                "CREATE INDEX ASYNC i ON t (a text_ops) | opclass not supported for index keys",
                "CREATE INDEX ASYNC i ON t (a) INCLUDE ((b + 1)) | expressions are not supported in included columns",
                "ALTER TABLE t ADD PRIMARY KEY (a) | unsupported ALTER TABLE ADD CONSTRAINT statement",
                "ALTER TABLE t ADD CHECK (a > 0) | unsupported ALTER TABLE ADD CONSTRAINT statement",
                "ALTER TABLE t VALIDATE CONSTRAINT c | unsupported ALTER TABLE VALIDATE CONSTRAINT statement",
                "ALTER TABLE t ALTER a TYPE text | unsupported ALTER TABLE ALTER COLUMN ... SET DATA TYPE statement",
                "ALTER TABLE t ALTER a SET NOT NULL | unsupported ALTER TABLE ALTER COLUMN ... SET NOT NULL statement",
                "ALTER TABLE t ALTER a SET STATISTICS 5 | unsupported ALTER TABLE ALTER COLUMN ... SET STATISTICS statement",
                "ALTER TABLE t ADD a int DEFAULT 1 | ALTER TABLE ADD COLUMN with constraint not supported",
                "CREATE SEQUENCE s | CREATE SEQUENCE is not supported without an explicit cache size. please define CACHE greater than or equal to 65536 or equal to 1",
                "EXPLAIN CREATE TABLE t AS SELECT 1 | unsupported statement: CreateTableAs",
                "DISCARD ALL | unsupported statement: Discard",
                "PREPARE p AS SELECT 1 | unsupported statement: Prepare",
                "ALTER ROLE r PASSWORD 'x' | unsupported statement: AlterRole",
                "REINDEX TABLE t | unsupported statement: Reindex",
                "CREATE RULE r AS ON SELECT TO t DO INSTEAD (SELECT 1; SELECT 2) | unsupported statement: Rule",
            })
    void isRefusedInTheseWords(String sql, String message) {
        SqlException error = catchThrowableOfType(SqlException.class, () -> check(sql));
        assertThat(error).as(sql).isNotNull();
        assertThat(error.text()).isEqualTo(message);
        assertThat(error.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FOR SHARE",
                "SELECT * FROM t FOR KEY SHARE",
                "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                "COMMIT AND NO CHAIN",
                "CREATE TABLE t (a int) WITHOUT OIDS",
                "CREATE UNIQUE INDEX ASYNC i ON t (a NULLS FIRST, lower(b)) INCLUDE (c) WHERE a > 1",
                "ALTER TABLE ASYNC t VALIDATE CONSTRAINT c",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
                "ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i",
                "ALTER TABLE t ADD a int NULL",
                "ALTER VIEW v SET (security_barrier)",
                "DROP TRIGGER IF EXISTS x ON t",
                "DROP EVENT TRIGGER IF EXISTS x",
                "AWS IAM GRANT r TO 'arn:aws:iam::000000000000:role/x'",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                "DEALLOCATE ALL",
            })
    void isTaken(String sql) {
        assertThatCode(() -> check(sql)).doesNotThrowAnyException();
    }
}
