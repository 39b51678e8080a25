/**
 * The {@code borealis} program: a thin layer over server and auth.
 *
 * <p>Reading order: {@link dev.borealis.cli.Borealis} (the commands, exit codes), {@code Configuration} (where options
 * have their values from), {@link
 * dev.borealis.cli.DataOption} and {@link dev.borealis.cli.Target} (how a command finds the server and its
 * credentials), {@link dev.borealis.cli.StartCommand}, then one class per command; {@link dev.borealis.cli.WireClient}
 * is the small protocol client behind {@link dev.borealis.cli.SqlCommand}.
 *
 * <p>Results go to stdout, talk to stderr; exit 0 done, 1 failed, 2 wrong usage.
 */
@NullMarked
package dev.borealis.cli;

import org.jspecify.annotations.NullMarked;
