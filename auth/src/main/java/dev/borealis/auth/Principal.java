package dev.borealis.auth;

import java.util.List;

/**
 * Somebody who may hold access keys: an IAM user or role.
 *
 * @param arn {@code arn:aws:iam::<account>:user/<name>} or {@code arn:aws:iam::<account>:role/<name>}; of a role's
 *     session too, since a role is mapped to database roles by its own ARN
 */
public record Principal(String arn, List<Policy> policies) {
    public Principal {
        policies = List.copyOf(policies);
    }

    /** The twelve digits in the ARN. */
    public String account() {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }
}
