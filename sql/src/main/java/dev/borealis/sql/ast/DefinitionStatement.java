package dev.borealis.sql.ast;

/**
 * What counts as DDL: a statement that makes, changes or removes objects, roles or rights. One family for each kind of
 * object; {@link ObjectStatement} has what is said in the same way of all of them.
 */
public sealed interface DefinitionStatement extends Statement
        permits ObjectStatement,
                TableStatement,
                IndexStatement,
                ViewStatement,
                SequenceStatement,
                SchemaStatement,
                DomainStatement,
                FunctionStatement,
                StatisticsStatement,
                RoleStatement,
                GrantStatement {}
