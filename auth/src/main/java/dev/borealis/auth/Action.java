package dev.borealis.auth;

import java.util.Optional;

/** What a token asks for. User {@code admin} needs {@link #DB_CONNECT_ADMIN}, every other role {@link #DB_CONNECT}. */
public enum Action {
    DB_CONNECT("DbConnect"),
    DB_CONNECT_ADMIN("DbConnectAdmin");

    /** The role every cluster has, made and managed by the service. */
    public static final String ADMIN_USER = "admin";

    private final String wireName;

    Action(String wireName) {
        this.wireName = wireName;
    }

    /** As in the token's {@code Action} parameter. */
    public String wireName() {
        return wireName;
    }

    /** As in a policy: {@code dsql:DbConnect}. */
    public String policyName() {
        return "dsql:" + wireName;
    }

    /** Which right a database user needs to connect. */
    public static Action forUser(String user) {
        return user.equals(ADMIN_USER) ? DB_CONNECT_ADMIN : DB_CONNECT;
    }

    static Optional<Action> byWireName(String name) {
        for (Action action : values()) {
            if (action.wireName.equals(name)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
