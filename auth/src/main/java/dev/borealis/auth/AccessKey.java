package dev.borealis.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key of a principal.
 *
 * @param expiresAt temporary credentials end here, whatever their tokens say; empty for long-term keys
 */
public record AccessKey(
        Credentials credentials, Principal principal, Optional<Instant> expiresAt) {}
