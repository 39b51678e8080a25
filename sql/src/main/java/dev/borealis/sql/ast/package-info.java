/**
 * The syntax tree: sealed interfaces of records, syntax only.
 *
 * <p>Reading order: {@link dev.borealis.sql.ast.Statement} (what can be said), {@link dev.borealis.sql.ast.Select} and
 * the other {@link dev.borealis.sql.ast.QueryStatement}s, {@link dev.borealis.sql.ast.TableExpression} (FROM), {@link
 * dev.borealis.sql.ast.Expression} with {@link dev.borealis.sql.ast.Constant} and {@link
 * dev.borealis.sql.ast.Predicate}, {@link dev.borealis.sql.ast.TypeName}; then the statements that define: {@link
 * dev.borealis.sql.ast.TableStatement} with {@link dev.borealis.sql.ast.Constraint}, and one file for each kind of
 * object; {@link dev.borealis.sql.ast.ObjectStatement} for what is the same for all kinds (DROP, RENAME, OWNER, COMMENT).
 */
@NullMarked
package dev.borealis.sql.ast;

import org.jspecify.annotations.NullMarked;
