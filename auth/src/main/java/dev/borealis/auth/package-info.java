/**
 * Who may connect: tokens (AWS Signature Version 4, presigned), identities, policies. Uses the JDK alone.
 *
 * <p>Reading order: {@link dev.borealis.auth.Action} (what is asked for), {@link dev.borealis.auth.SignatureV4} (the
 * arithmetic), {@link dev.borealis.auth.TokenGenerator} and {@link dev.borealis.auth.Token} (making and reading a
 * token), {@link dev.borealis.auth.Identities} and {@link dev.borealis.auth.IdentityFile} (who exists, kept in
 * an {@link dev.borealis.auth.AtomicFile}), {@link dev.borealis.auth.Policy} (who may do what), {@link dev.borealis.auth.TokenVerifier} (the decision), {@link
 * dev.borealis.auth.Decision} (its result, with the texts a client is told).
 *
 * <pre>
 * password -> Token -> scope, time, key, signature, host, action, policy -> Accepted(principal) | Refused(hint)
 * </pre>
 *
 * <p>Nothing here reaches for a clock, a random source or a log. No {@code toString} shows a secret or a token.
 */
@NullMarked
package dev.borealis.auth;

import org.jspecify.annotations.NullMarked;
