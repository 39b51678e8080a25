package dev.borealis.auth;

import org.jspecify.annotations.Nullable;

/** Whether a token opens a connection. */
public sealed interface Decision {
    /**
     * It does, as far as identity and policy go; that the role exists and is mapped to the principal is for the
     * database to say.
     */
    record Accepted(Principal principal, Action action) implements Decision {}

    /**
     * It does not. The client is told severity FATAL and the three fields below, nothing else.
     *
     * @param hint the only place where the client learns a reason; null for most reasons
     * @param reason for the operator: logs and {@code borealis verify}; holds no secret
     */
    record Refused(String sqlState, String message, @Nullable String hint, String reason)
            implements Decision {

        /** Source: spec/auth.md section 7. */
        public static final String SQL_STATE = "08006";

        /** Source: spec/auth.md section 7. */
        public static final String MESSAGE = "unable to accept connection, access denied";

        static Refused because(String reason) {
            return new Refused(SQL_STATE, MESSAGE, null, reason);
        }

        static Refused withHint(String hint) {
            return new Refused(SQL_STATE, MESSAGE, hint, hint);
        }
    }
}
