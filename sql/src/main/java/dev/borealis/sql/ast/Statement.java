package dev.borealis.sql.ast;

/**
 * One parsed SQL statement. Syntax only: no name is looked up and no type is known yet.
 *
 * <p>Positions in all nodes are 1-based and count characters (code points) of the text given to the parser; they are the
 * positions PostgreSQL would report for an error about that node. 0 means none.
 */
public sealed interface Statement
        permits QueryStatement,
                TransactionStatement,
                SessionStatement,
                UtilityStatement,
                DefinitionStatement,
                Refused {}
