package dev.borealis.types.error;

/** What SET, SHOW and RESET refuse. */
public final class SettingErrors {
    private SettingErrors() {}

    /** 42704: a setting that does not exist. */
    public static SqlException unrecognized(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }

    /** 22023: SET to a value that the setting does not take. */
    public static SqlException invalidValue(String name, String value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": \"" + value + "\"");
    }

    /** 22023: SET of a switch to something else than on or off. */
    public static SqlException notBoolean(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "parameter \"" + name + "\" requires a Boolean value");
    }

    /**
     * 22023: SET of a number beyond its bounds.
     *
     * @param smallest in the setting's unit
     * @param largest in the setting's unit
     */
    public static SqlException outOfRange(String name, long value, long smallest, long largest) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                value
                        + " is outside the valid range for parameter \""
                        + name
                        + "\" ("
                        + smallest
                        + " .. "
                        + largest
                        + ")");
    }

    /** 22023: SET of several values, comma between, to a setting that is no list. */
    public static SqlException takesOneArgument(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "SET " + name + " takes only one argument");
    }

    /** 42501: SET ROLE to one of which the role is not a member. */
    public static SqlException permissionDeniedToSetRole(String name) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set role \"" + name + "\"");
    }

    /** nextval and its kin on something else. */
    public static SqlException notSequence(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a sequence");
    }
}
