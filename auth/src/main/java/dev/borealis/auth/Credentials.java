package dev.borealis.auth;

import org.jspecify.annotations.Nullable;

/**
 * What signs a token.
 *
 * @param sessionToken only of temporary credentials; it then travels in the token and is signed with it
 */
public record Credentials(String accessKeyId, String secret, @Nullable String sessionToken) {
    public Credentials(String accessKeyId, String secret) {
        this(accessKeyId, secret, null);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
