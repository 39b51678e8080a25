package dev.borealis.engine.session;

import dev.borealis.sql.ast.DefinitionStatement;
import dev.borealis.sql.ast.DomainStatement;
import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.IndexStatement;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.SchemaStatement;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.ViewStatement;

/** What a defining statement answers, known before it runs. */
final class DefinitionAnswers {
    private DefinitionAnswers() {}

    /** Whether the statement answers a row with a job's id before its tag. */
    static boolean returnsJob(DefinitionStatement statement) {
        return switch (statement) {
            case IndexStatement.CreateIndex create -> create.async();
            case TableStatement.AlterTable alter -> alter.async();
            case TableStatement.CreateTable _,
                    ObjectStatement _,
                    ViewStatement _,
                    SequenceStatement _,
                    SchemaStatement _,
                    DomainStatement _,
                    FunctionStatement _,
                    StatisticsStatement _,
                    RoleStatement _,
                    GrantStatement _ ->
                    false;
        };
    }

    /** The command tag, which {@code cannot execute … in a read-only transaction} names too. */
    static String tag(DefinitionStatement statement) {
        return switch (statement) {
            case TableStatement.CreateTable _ -> "CREATE TABLE";
            case TableStatement.AlterTable alter -> "ALTER " + alter.kind().words();
            case IndexStatement.CreateIndex _ -> "CREATE INDEX";
            case ViewStatement.CreateView _ -> "CREATE VIEW";
            case SequenceStatement.CreateSequence _ -> "CREATE SEQUENCE";
            case SequenceStatement.AlterSequence _ -> "ALTER SEQUENCE";
            case SchemaStatement.CreateSchema _ -> "CREATE SCHEMA";
            case DomainStatement.CreateDomain _ -> "CREATE DOMAIN";
            case DomainStatement.AlterDomain _ -> "ALTER DOMAIN";
            case FunctionStatement.CreateFunction _ -> "CREATE FUNCTION";
            case FunctionStatement.AlterFunction alter -> "ALTER " + alter.kind().words();
            case StatisticsStatement.CreateStatistics _ -> "CREATE STATISTICS";
            case StatisticsStatement.AlterStatistics _ -> "ALTER STATISTICS";
            case RoleStatement.CreateRole _ -> "CREATE ROLE";
            case RoleStatement.AlterRole _, RoleStatement.AlterRoleSetting _ -> "ALTER ROLE";
            case RoleStatement.DropRole _ -> "DROP ROLE";
            case RoleStatement.IamMapping mapping ->
                    mapping.grant() ? "AWS IAM GRANT" : "AWS IAM REVOKE";
            case GrantStatement.Grant grant -> grant.revoke() ? "REVOKE" : "GRANT";
            case GrantStatement.GrantRole grant -> grant.revoke() ? "REVOKE ROLE" : "GRANT ROLE";
            case GrantStatement.AlterDefaultPrivileges _ -> "ALTER DEFAULT PRIVILEGES";
            case ObjectStatement.Drop drop -> "DROP " + drop.kind().words();
            case ObjectStatement.Rename rename -> "ALTER " + rename.objectKind().words();
            case ObjectStatement.SetOwner set -> "ALTER " + set.kind().words();
            case ObjectStatement.SetSchema set -> "ALTER " + set.kind().words();
            case ObjectStatement.DependsOnExtension depends -> "ALTER " + depends.kind().words();
            case ObjectStatement.Comment _ -> "COMMENT";
        };
    }
}
