package dev.borealis.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.server.StartFailure;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * pgjdbc's DatabaseMetaData, as tools and frameworks ask it. The expected rows are those of the same driver on PostgreSQL
 * 16, but for the direction of index columns, which the driver shows for the access method btree only.
 */
class JdbcMetaDataTest {
    @TempDir static Path directory;
    private static LiveServer server;
    private static Connection connection;
    private static DatabaseMetaData meta;

    @BeforeAll
    static void start() throws StartFailure, SQLException {
        server = new LiveServer(directory);
        server.createSample();
        connection = server.connect();
        meta = connection.getMetaData();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    /** The named columns of all rows, each row as text with blanks between. */
    private static List<String> rows(ResultSet rows, String... columns) throws SQLException {
        var found = new ArrayList<String>();
        while (rows.next()) {
            var row = new ArrayList<String>();
            for (String column : columns) {
                row.add(String.valueOf(rows.getString(column)));
            }
            found.add(String.join(" ", row));
        }
        rows.close();
        return found;
    }

    @Test
    void tables() throws SQLException {
        assertThat(
                        rows(
                                meta.getTables(null, "public", "%", null),
                                "TABLE_NAME",
                                "TABLE_TYPE",
                                "REMARKS"))
                .contains(
                        "author TABLE who writes",
                        "book TABLE null",
                        "titles VIEW null",
                        "author_pkey INDEX null",
                        "counter SEQUENCE null");
    }

    @Test
    void columns() throws SQLException {
        assertThat(
                        rows(
                                meta.getColumns(null, "public", "book", "%"),
                                "COLUMN_NAME",
                                "TYPE_NAME",
                                "COLUMN_SIZE",
                                "NULLABLE",
                                "COLUMN_DEF",
                                "IS_AUTOINCREMENT",
                                "IS_GENERATEDCOLUMN"))
                .containsExactly(
                        "id int8 19 0 null YES NO",
                        "author_id uuid 2147483647 0 null NO NO",
                        "title text 2147483647 0 null NO NO",
                        "price numeric 10 1 9.99 NO NO",
                        "isbn bpchar 13 1 null NO NO",
                        "lower_title text 2147483647 1 lower(title) NO YES");
    }

    @Test
    void keys() throws SQLException {
        assertThat(
                        rows(
                                meta.getPrimaryKeys(null, "public", "book"),
                                "COLUMN_NAME",
                                "KEY_SEQ",
                                "PK_NAME"))
                .containsExactly("id 1 book_pkey");
        String[] columns = {
            "PKTABLE_NAME",
            "PKCOLUMN_NAME",
            "FKTABLE_NAME",
            "FKCOLUMN_NAME",
            "DELETE_RULE",
            "FK_NAME"
        };
        String key =
                "author id book author_id "
                        + DatabaseMetaData.importedKeyCascade
                        + " book_author_id_fkey";
        assertThat(rows(meta.getImportedKeys(null, "public", "book"), columns))
                .containsExactly(key);
        assertThat(rows(meta.getExportedKeys(null, "public", "author"), columns))
                .containsExactly(key);
        assertThat(rows(meta.getBestRowIdentifier(null, "public", "book", 1, true), "COLUMN_NAME"))
                .containsExactly("id");
    }

    @Test
    void indexes() throws SQLException {
        assertThat(
                        rows(
                                meta.getIndexInfo(null, "public", "book", false, false),
                                "INDEX_NAME",
                                "COLUMN_NAME",
                                "NON_UNIQUE",
                                "ASC_OR_DESC"))
                .containsExactly("book_isbn_key isbn f null", "book_pkey id f null");
    }

    @Test
    void typesSchemasAndFunctions() throws SQLException {
        assertThat(rows(meta.getTypeInfo(), "TYPE_NAME", "DATA_TYPE"))
                .contains("int4 " + Types.INTEGER, "uuid " + Types.OTHER, "bool " + Types.BIT);
        assertThat(rows(meta.getSchemas(), "TABLE_SCHEM"))
                .containsExactly("information_schema", "pg_catalog", "public", "sys");
        assertThat(rows(meta.getCatalogs(), "TABLE_CAT")).containsExactly("postgres");
        assertThat(rows(meta.getFunctions(null, "pg_catalog", "lpad"), "FUNCTION_NAME")).hasSize(2);
        assertThat(rows(meta.getProcedures(null, "public", "%"), "PROCEDURE_NAME")).isEmpty();
        assertThat(
                        rows(
                                meta.getFunctionColumns(null, "pg_catalog", "atan2", null),
                                "COLUMN_NAME",
                                "TYPE_NAME"))
                .containsExactly("returnValue float8", "$1 float8", "$2 float8");
        assertThat(rows(meta.getTablePrivileges(null, "public", "book"), "GRANTEE", "PRIVILEGE"))
                .contains("admin SELECT", "admin TRUNCATE");
        assertThat(meta.getMaxColumnNameLength()).isEqualTo(63);
        assertThat(meta.getSQLKeywords()).contains("analyze", "async");
    }

    @Test
    void resultsAndParametersAreDescribed() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT b.id, b.title AS t, 1 AS one FROM book b WHERE id = ? AND title LIKE ?")) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            assertThat(parameters.getParameterTypeName(1)).isEqualTo("int8");
            assertThat(parameters.getParameterTypeName(2)).isEqualTo("text");
            ResultSetMetaData columns = statement.getMetaData();
            assertThat(columns.isAutoIncrement(1)).isTrue();
            assertThat(columns.getTableName(2)).isEqualTo("book");
            assertThat(columns.isNullable(2)).isEqualTo(ResultSetMetaData.columnNoNulls);
            assertThat(columns.getTableName(3)).isEmpty();
        }
    }

    @Test
    void rowsAreUpdatableAndFunctionsCallable() throws SQLException {
        try (Statement statement =
                connection.createStatement(
                        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            statement.execute("INSERT INTO author (name) VALUES ('Ann')");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM author")) {
                assertThat(rows.next()).isTrue();
                rows.updateString("name", "Beth");
                rows.updateRow();
            }
            assertThat(rows(statement.executeQuery("SELECT name FROM author"), "name"))
                    .containsExactly("Beth");
        }
        try (CallableStatement call = connection.prepareCall("{? = call lower(?)}")) {
            call.registerOutParameter(1, Types.VARCHAR);
            call.setString(2, "ABC");
            call.execute();
            assertThat(call.getString(1)).isEqualTo("abc");
        }
    }

    @Test
    void sequencesAndSettingsAreReadable() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(rows(statement.executeQuery("SELECT nextval('counter') AS n"), "n"))
                    .containsExactly("5");
            assertThat(
                            rows(
                                    statement.executeQuery("SELECT * FROM counter"),
                                    "last_value",
                                    "is_called"))
                    .containsExactly("5 t");
            assertThat(
                            rows(
                                    statement.executeQuery(
                                            "SELECT setting FROM pg_settings WHERE name = 'max_index_keys'"),
                                    "setting"))
                    .containsExactly("32");
            assertThat(rows(statement.executeQuery("SHOW ALL"), "name")).hasSizeGreaterThan(300);
        }
    }
}
