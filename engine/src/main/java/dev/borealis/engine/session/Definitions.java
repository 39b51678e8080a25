package dev.borealis.engine.session;

import dev.borealis.sql.ast.DomainStatement;
import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.IndexStatement;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.SchemaStatement;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.ViewStatement;

/** The words by which errors call a defining statement. */
final class Definitions {
    private Definitions() {}

    /** Whether the statement answers a row with a job's id before its tag. */
    static boolean returnsJob(Statement statement) {
        return switch (statement) {
            case IndexStatement.CreateIndex create -> create.async();
            case TableStatement.AlterTable alter -> alter.async();
            default -> false;
        };
    }

    /** For {@code cannot execute … in a read-only transaction}: the verb and the kind of object. */
    static String words(Statement statement) {
        String verb = verb(statement.getClass().getSimpleName());
        String kind =
                switch (statement) {
                    case TableStatement _ -> "TABLE";
                    case IndexStatement _ -> "INDEX";
                    case ViewStatement _ -> "VIEW";
                    case SequenceStatement _ -> "SEQUENCE";
                    case SchemaStatement _ -> "SCHEMA";
                    case DomainStatement _ -> "DOMAIN";
                    case FunctionStatement _ -> "FUNCTION";
                    case StatisticsStatement _ -> "STATISTICS";
                    case RoleStatement _ -> "ROLE";
                    case GrantStatement _ -> "";
                    default -> "";
                };
        return kind.isEmpty() ? verb : verb + " " + kind;
    }

    /** The first word of a record's name: CreateTable is CREATE. */
    private static String verb(String name) {
        int end = 1;
        while (end < name.length() && Character.isLowerCase(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end).toUpperCase(java.util.Locale.ROOT);
    }
}
