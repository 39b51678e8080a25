package dev.borealis.types;

/**
 * The session settings that text forms depend on, and the time of the transaction. Immutable while a statement runs.
 */
public interface TypeContext {
    /** Parameter TimeZone. */
    Zone timeZone();

    /** Parameter DateStyle, both halves. */
    DateStyle dateStyle();

    IntervalStyle intervalStyle();

    ByteaOutput byteaOutput();

    /** −15 to 3; above 0 means the shortest text that reads back as the same number. */
    int extraFloatDigits();

    /** Start of the transaction, what {@code now()} gives: microseconds since 2000-01-01 00:00 UTC. */
    long transactionMicros();

    /** Parameter DateStyle: {@code ISO, MDY}. */
    record DateStyle(Format format, Order order) {
        public static final DateStyle DEFAULT = new DateStyle(Format.ISO, Order.MDY);

        /** How dates are written. */
        public enum Format {
            ISO("ISO"),
            SQL("SQL"),
            POSTGRES("Postgres"),
            GERMAN("German");

            private final String text;

            Format(String text) {
                this.text = text;
            }
        }

        /** How {@code 1/2/3} is read, and the order of the fields in some formats. */
        public enum Order {
            MDY,
            DMY,
            YMD
        }

        /** As SHOW prints it. */
        @Override
        public String toString() {
            return format.text + ", " + order;
        }
    }

    /** Parameter IntervalStyle. */
    enum IntervalStyle {
        POSTGRES("postgres"),
        POSTGRES_VERBOSE("postgres_verbose"),
        SQL_STANDARD("sql_standard"),
        ISO_8601("iso_8601");

        private final String text;

        IntervalStyle(String text) {
            this.text = text;
        }

        /** As SHOW prints it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Parameter bytea_output. */
    enum ByteaOutput {
        HEX,
        ESCAPE
    }

    /** A context of fixed values: for tests, and for code outside any session. */
    record Fixed(
            Zone timeZone,
            DateStyle dateStyle,
            IntervalStyle intervalStyle,
            ByteaOutput byteaOutput,
            int extraFloatDigits,
            long transactionMicros)
            implements TypeContext {}

    /** The defaults of a session: UTC, {@code ISO, MDY}, postgres, hex, 1; its transaction began in 2000. */
    TypeContext DEFAULT =
            new Fixed(Zone.UTC, DateStyle.DEFAULT, IntervalStyle.POSTGRES, ByteaOutput.HEX, 1, 0);
}
