/**
 * Sessions: what the server talks to. Statements come in as text, rows go out as encoded fields.
 *
 * <p>Reading order: {@link dev.borealis.engine.session.Database}, {@link dev.borealis.engine.session.Session}, {@link
 * dev.borealis.engine.session.ResultSink}.
 */
@NullMarked
package dev.borealis.engine.session;

import org.jspecify.annotations.NullMarked;
