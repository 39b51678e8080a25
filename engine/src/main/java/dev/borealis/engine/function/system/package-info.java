/**
 * Functions that ask the session: settings, identity, sequences, types; hashes.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.system;

import org.jspecify.annotations.NullMarked;
