/**
 * Sessions: what the server talks to. Statements come in as text, rows go out as encoded fields.
 *
 * <p>Reading order: {@link dev.borealis.engine.session.Database}, {@link dev.borealis.engine.session.Session}, {@link
 * dev.borealis.engine.session.ResultSink} (the border); then {@code SqlSession} (messages), {@code TransactionControl}
 * (which transaction a statement runs in), {@code StatementRunner} (what a statement does), {@code QueryPlanning}
 * (when it is bound and planned), {@code PlanCache} and {@code
 * KnownStatements} (what needs no planning again), {@code QueryRunner} and {@code FieldWriter} (rows on their way out). COPY: {@code CopyRunner}, with {@code CopyInput} and
 * {@code CopyOutput} for its formats.
 */
@NullMarked
package dev.borealis.engine.session;

import org.jspecify.annotations.NullMarked;
