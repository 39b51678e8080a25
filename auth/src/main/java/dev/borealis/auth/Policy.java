package dev.borealis.auth;

import java.util.List;
import java.util.Locale;

/**
 * What a principal may do: a list of statements. Default is to deny; a Deny anywhere wins; otherwise one Allow is enough
 * (spec/auth.md section 8). Conditions and the JSON form are not yet here; a statement with either must not be made
 * from this class.
 */
public record Policy(List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
    }

    /** Everything on everything: the default identity's policy. */
    public static final Policy ALLOW_ALL =
            new Policy(List.of(new Statement(Effect.ALLOW, List.of("*"), List.of("*"))));

    /** A denial wins over any permission. */
    public enum Effect {
        ALLOW,
        DENY
    }

    /**
     * @param actions patterns such as {@code dsql:DbConnect*}, compared without regard to case
     * @param resources patterns of ARNs
     */
    public record Statement(Effect effect, List<String> actions, List<String> resources) {
        public Statement {
            actions = List.copyOf(actions);
            resources = List.copyOf(resources);
        }

        boolean covers(String action, String resource) {
            String lowerAction = action.toLowerCase(Locale.ROOT);
            return actions.stream().anyMatch(p -> matches(p.toLowerCase(Locale.ROOT), lowerAction))
                    && resources.stream().anyMatch(p -> matches(p, resource));
        }
    }

    /** Evaluates several policies together. */
    static boolean allows(List<Policy> policies, String action, String resource) {
        boolean allowed = false;
        for (Policy policy : policies) {
            for (Statement statement : policy.statements) {
                if (statement.covers(action, resource)) {
                    switch (statement.effect) {
                        case DENY -> {
                            return false;
                        }
                        case ALLOW -> allowed = true;
                    }
                }
            }
        }
        return allowed;
    }

    /** {@code *} stands for any run of characters, {@code ?} for one. Linear in space, at worst quadratic in time. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))
                    && pattern.charAt(p) != '*') {
                p++;
                t++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
