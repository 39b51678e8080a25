package dev.borealis.sql.dialect;

import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.SchemaStatement;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.sql.ast.TransactionStatement.Isolation;
import dev.borealis.sql.ast.TransactionStatement.TransactionModes;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.SqlException;

import java.util.Set;

/**
 * Says whether DSQL takes a statement, by its form alone: no catalog, no session. Rules that need a type (which data
 * types may be stored) or a parameter's name (which settings exist) are the engine's.
 *
 * <p>Order of checks in a session: syntax, aborted transaction (25P02), this, names. Source: sql-surface.md section 6.
 */
public final class Dialect {
    /** Kinds that DSQL has and that can be renamed, moved and dropped. */
    private static final Set<ObjectKind> NAMEABLE =
            Set.of(
                    ObjectKind.TABLE,
                    ObjectKind.VIEW,
                    ObjectKind.INDEX,
                    ObjectKind.SEQUENCE,
                    ObjectKind.SCHEMA,
                    ObjectKind.DOMAIN,
                    ObjectKind.FUNCTION,
                    ObjectKind.ROUTINE,
                    ObjectKind.STATISTICS,
                    ObjectKind.ROLE);

    /** Kinds that DSQL lets rights be given on. */
    private static final Set<ObjectKind> GRANTABLE =
            Set.of(
                    ObjectKind.TABLE,
                    ObjectKind.SEQUENCE,
                    ObjectKind.SCHEMA,
                    ObjectKind.FUNCTION,
                    ObjectKind.ROUTINE,
                    ObjectKind.PROCEDURE,
                    ObjectKind.TYPE,
                    ObjectKind.DOMAIN);

    private Dialect() {}

    /** @throws SqlException 0A000 with DSQL's words when the statement is refused */
    public static void check(Statement statement) {
        switch (statement) {
            case Refused(String message) -> throw DialectErrors.refused(message);
            case QueryStatement query -> QueryRules.check(query);
            case TransactionStatement transaction -> check(transaction);
            case SessionStatement session -> check(session);
            case UtilityStatement utility -> check(utility);
            case ObjectStatement object -> check(object);
            case FunctionStatement function -> check(function);
            case SchemaStatement.CreateSchema schema -> schema.elements().forEach(Dialect::check);
            case RoleStatement role -> check(role);
            case GrantStatement grant -> check(grant);
            case dev.borealis.sql.ast.TableStatement table -> DefinitionRules.check(table);
            case dev.borealis.sql.ast.IndexStatement.CreateIndex index ->
                    DefinitionRules.check(index);
            case dev.borealis.sql.ast.ViewStatement.CreateView view -> DefinitionRules.check(view);
            case dev.borealis.sql.ast.SequenceStatement sequence -> DefinitionRules.check(sequence);
            case dev.borealis.sql.ast.DomainStatement domain -> DefinitionRules.check(domain);
            case StatisticsStatement _ -> {}
        }
    }

    // ---- transactions and settings ----

    private static void check(TransactionStatement statement) {
        switch (statement) {
            case TransactionStatement.Begin(boolean _, TransactionModes modes) -> check(modes);
            case TransactionStatement.Commit(boolean chain) -> {
                if (chain) {
                    throw DialectErrors.transactionStatement("COMMIT AND CHAIN");
                }
            }
            case TransactionStatement.Rollback(boolean chain) -> {
                if (chain) {
                    throw DialectErrors.transactionStatement("ROLLBACK AND CHAIN");
                }
            }
            case TransactionStatement.Savepoint _ ->
                    throw DialectErrors.transactionStatement("SAVEPOINT");
            case TransactionStatement.RollbackTo _ ->
                    throw DialectErrors.transactionStatement("ROLLBACK TO");
            case TransactionStatement.Release _ ->
                    throw DialectErrors.transactionStatement("RELEASE");
            case TransactionStatement.PrepareTransaction _ ->
                    throw DialectErrors.transactionStatement("PREPARE TRANSACTION");
            case TransactionStatement.CommitPrepared _ ->
                    throw DialectErrors.transactionStatement("COMMIT PREPARED");
            case TransactionStatement.RollbackPrepared _ ->
                    throw DialectErrors.transactionStatement("ROLLBACK PREPARED");
        }
    }

    private static void check(TransactionModes modes) {
        Isolation isolation = modes.isolation();
        if (isolation != null && isolation != Isolation.REPEATABLE_READ) {
            throw DialectErrors.isolationLevel(isolation.words());
        }
    }

    private static void check(SessionStatement statement) {
        switch (statement) {
            case SessionStatement.SetTransaction(TransactionModes modes, boolean _) -> {
                check(modes);
                throw DialectErrors.parameter("TRANSACTION");
            }
            case SessionStatement.SetTransactionSnapshot _ ->
                    throw DialectErrors.parameter("TRANSACTION SNAPSHOT");
            case SessionStatement.SetSessionCharacteristics(TransactionModes modes) -> check(modes);
            case SessionStatement.SetParameter _,
                    SessionStatement.SetFromCurrent _,
                    SessionStatement.SetConstraints _,
                    SessionStatement.Reset _,
                    SessionStatement.ResetAll _,
                    SessionStatement.Show _,
                    SessionStatement.ShowAll _,
                    SessionStatement.Deallocate _ -> {}
        }
    }

    private static void check(UtilityStatement statement) {
        switch (statement) {
            case UtilityStatement.Explain explain -> check(explain.statement());
            case UtilityStatement.Analyze _ -> {}
            case UtilityStatement.Call(var call) -> {
                if (QueryRules.containsSubquery(call)) {
                    throw DialectErrors.subqueryInCall();
                }
            }
            case UtilityStatement.Copy copy -> {
                if (!(copy.place() instanceof UtilityStatement.CopyPlace.Client)) {
                    throw DialectErrors.statement("Copy");
                }
                if (copy.query() != null) {
                    check(copy.query());
                }
            }
        }
    }

    // ---- objects of all kinds ----

    private static void check(ObjectStatement statement) {
        switch (statement) {
            case ObjectStatement.Drop drop -> check(drop);
            case ObjectStatement.Rename rename -> {
                if (!NAMEABLE.contains(rename.objectKind())) {
                    throw DialectErrors.objectIn("RENAME");
                }
            }
            case ObjectStatement.SetOwner owner -> {
                if (!NAMEABLE.contains(owner.kind())) {
                    throw DialectErrors.statement("AlterOwner");
                }
            }
            case ObjectStatement.SetSchema schema -> {
                if (!NAMEABLE.contains(schema.kind())) {
                    throw DialectErrors.statement("AlterObjectSchema");
                }
            }
            case ObjectStatement.DependsOnExtension depends -> {
                if (depends.kind() != ObjectKind.FUNCTION && depends.kind() != ObjectKind.ROUTINE) {
                    throw DialectErrors.statement("AlterObjectDepends");
                }
            }
            case ObjectStatement.Comment comment -> {
                if (!isCommentable(comment.kind())) {
                    throw DialectErrors.objectIn("COMMENT");
                }
            }
        }
    }

    private static void check(ObjectStatement.Drop drop) {
        ObjectKind kind = drop.kind();
        // There are no triggers: DROP … IF EXISTS finds nothing, which is no error.
        boolean nothing =
                drop.ifExists() && (kind == ObjectKind.TRIGGER || kind == ObjectKind.EVENT_TRIGGER);
        if (!nothing && !NAMEABLE.contains(kind)) {
            throw DialectErrors.objectIn("DROP");
        }
        if (kind == ObjectKind.DOMAIN && drop.cascade()) {
            throw DialectErrors.dropDomainCascade();
        }
        if (drop.concurrently()) {
            throw DialectErrors.dropIndexConcurrently();
        }
    }

    private static boolean isCommentable(ObjectKind kind) {
        return NAMEABLE.contains(kind)
                || kind == ObjectKind.COLUMN
                || kind == ObjectKind.CONSTRAINT
                || kind == ObjectKind.DOMAIN_CONSTRAINT;
    }

    // ---- functions, roles, privileges ----

    private static void check(FunctionStatement statement) {
        switch (statement) {
            case FunctionStatement.AlterFunction _ ->
                    throw DialectErrors.statement("AlterFunction");
            case FunctionStatement.CreateFunction create -> {
                if (create.procedure()) {
                    throw DialectErrors.procedure();
                }
                for (FunctionStatement.FunctionOption option : create.options()) {
                    if (option
                                    instanceof
                                    FunctionStatement.FunctionOption.Language(
                                            String language,
                                            int _)
                            && !language.equalsIgnoreCase("sql")) {
                        throw DialectErrors.functionLanguage(language);
                    }
                }
            }
        }
    }

    private static void check(RoleStatement statement) {
        switch (statement) {
            case RoleStatement.AlterRole _ -> throw DialectErrors.statement("AlterRole");
            case RoleStatement.AlterRoleSetting setting -> {
                boolean reset =
                        setting.setting() instanceof SessionStatement.Reset
                                || setting.setting() instanceof SessionStatement.ResetAll;
                if (!reset || setting.role() == null || setting.database() != null) {
                    throw DialectErrors.statement("AlterRoleSet");
                }
            }
            case RoleStatement.CreateRole _,
                    RoleStatement.DropRole _,
                    RoleStatement.IamMapping _ -> {}
        }
    }

    private static void check(GrantStatement statement) {
        switch (statement) {
            case GrantStatement.Grant grant -> {
                ObjectKind kind = grant.target().kind();
                if (kind == null || !GRANTABLE.contains(kind)) {
                    throw DialectErrors.objectIn(grant.revoke() ? "REVOKE" : "GRANT");
                }
            }
            case GrantStatement.GrantRole _, GrantStatement.AlterDefaultPrivileges _ -> {}
        }
    }
}
