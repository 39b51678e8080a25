package dev.borealis.engine.define;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.function.FunctionRegistry;
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
import dev.borealis.types.error.DialectErrors;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Runs statements that define objects: reads the catalog of the transaction, writes the changed definitions, registers
 * jobs. That a transaction has one such statement and no DML beside it is the session's to check.
 *
 * <p>Thread-safe; each call works in its own transaction.
 */
public final class Definer {
    private final CatalogStore catalogs;
    private final FunctionRegistry registry;
    private final CatalogNames.DomainChecker domains;
    private final Sequences sequences;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param domains checks constants of domain types in expressions
     * @param random makes ids of jobs; must be thread-safe
     */
    public Definer(
            CatalogStore catalogs,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            Sequences sequences,
            Clock clock,
            RandomGenerator random) {
        this.catalogs = catalogs;
        this.registry = registry;
        this.domains = domains;
        this.sequences = sequences;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs a statement. Its effect is in the transaction when this returns, and in nothing else but sequences that it
     * restarts.
     */
    public DefinitionResult execute(DefinitionStatement statement, DefinitionContext context) {
        return execute(statement, context, random);
    }

    /**
     * The same with job ids from a source of the caller's: one that runs a statement again after it lost a conflict gives
     * the same ids again.
     */
    public DefinitionResult execute(
            DefinitionStatement statement, DefinitionContext context, RandomGenerator jobIds) {
        var edit =
                new Edit(
                        catalogs.edit(context.transaction()),
                        context,
                        registry,
                        domains,
                        clock,
                        jobIds);
        DefinitionResult result = run(statement, edit);
        edit.editor.apply();
        return result;
    }

    private DefinitionResult run(DefinitionStatement statement, Edit edit) {
        var sequenceDefiner = new SequenceDefiner(edit, sequences);
        return switch (statement) {
            case TableStatement.CreateTable create -> new TableDefiner(edit, create).create();
            case TableStatement.AlterTable alter ->
                    new TableAlterer(edit, alter, sequenceDefiner).alter();
            case IndexStatement.CreateIndex create -> new IndexDefiner(edit).create(create);
            case ViewStatement.CreateView create -> new ViewDefiner(edit).create(create);
            case SequenceStatement.CreateSequence create -> sequenceDefiner.create(create);
            case SequenceStatement.AlterSequence alter -> sequenceDefiner.alter(alter);
            case SchemaStatement.CreateSchema create ->
                    new SchemaDefiner(edit)
                            .create(create, (schema, element) -> inSchema(schema, element, edit));
            case DomainStatement.CreateDomain create -> new DomainDefiner(edit).create(create);
            case DomainStatement.AlterDomain alter -> new DomainDefiner(edit).alter(alter);
            case FunctionStatement.CreateFunction create ->
                    new FunctionDefiner(edit).create(create);
            case FunctionStatement.AlterFunction _ ->
                    throw DialectErrors.statement("AlterFunction");
            case StatisticsStatement.CreateStatistics create ->
                    new StatisticsDefiner(edit).create(create);
            case StatisticsStatement.AlterStatistics alter ->
                    new StatisticsDefiner(edit).alter(alter);
            case RoleStatement.CreateRole create -> new RoleDefiner(edit).create(create);
            case RoleStatement.AlterRole alter -> new RoleDefiner(edit).alter(alter);
            case RoleStatement.AlterRoleSetting _ -> throw DialectErrors.statement("AlterRoleSet");
            case RoleStatement.DropRole drop -> new RoleDefiner(edit).drop(drop);
            case RoleStatement.IamMapping mapping -> new RoleDefiner(edit).mapIdentity(mapping);
            case GrantStatement.Grant grant -> new GrantDefiner(edit).grant(grant);
            case GrantStatement.GrantRole grant -> new GrantDefiner(edit).grantRole(grant);
            case GrantStatement.AlterDefaultPrivileges alter ->
                    new GrantDefiner(edit).defaults(alter);
            case ObjectStatement.Drop drop -> new ObjectDefiner(edit).drop(drop);
            case ObjectStatement.Rename rename -> new ObjectDefiner(edit).rename(rename);
            case ObjectStatement.SetOwner set -> new ObjectDefiner(edit).setOwner(set);
            case ObjectStatement.SetSchema set -> new ObjectDefiner(edit).setSchema(set);
            case ObjectStatement.DependsOnExtension depends ->
                    DefinitionResult.tag("ALTER " + depends.kind().words());
            case ObjectStatement.Comment comment -> new ObjectDefiner(edit).comment(comment);
        };
    }

    /** An element of CREATE SCHEMA: names without schema are in the new one. */
    private void inSchema(String schema, DefinitionStatement element, Edit edit) {
        List<String> path = new ArrayList<>(List.of(schema));
        path.addAll(edit.context.searchPath());
        var inner =
                new DefinitionContext(
                        edit.context.transaction(),
                        edit.context.role(),
                        path,
                        edit.context.typeContext(),
                        edit.context.notices());
        run(element, new Edit(edit.editor, inner, registry, domains, clock, edit.jobIds));
    }
}
