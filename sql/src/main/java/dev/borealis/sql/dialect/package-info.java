/**
 * What DSQL refuses: {@link dev.borealis.sql.dialect.Dialect} is asked after the parser and before any name is looked up.
 * {@link dev.borealis.sql.dialect.QueryRules} looks into queries, {@link dev.borealis.sql.dialect.DefinitionRules} at
 * definitions.
 */
@NullMarked
package dev.borealis.sql.dialect;

import org.jspecify.annotations.NullMarked;
