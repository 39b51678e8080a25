package dev.borealis.types.error;

/** What SET, SHOW and RESET refuse. */
public final class SettingErrors {
    private SettingErrors() {}

    /** A parameter outside the list of what may be set. Source: recordings, refusal family 9. */
    public static SqlException notSettable(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "setting configuration parameter \"" + name + "\" not supported");
    }

    public static SqlException unrecognized(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }

    public static SqlException invalidValue(String name, String value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": \"" + value + "\"");
    }

    public static SqlException notBoolean(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "parameter \"" + name + "\" requires a Boolean value");
    }

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

    public static SqlException takesOneArgument(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "SET " + name + " takes only one argument");
    }

    public static SqlException permissionDeniedToSetRole(String name) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set role \"" + name + "\"");
    }

    /** nextval and its kin on something else. */
    public static SqlException notSequence(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a sequence");
    }
}
