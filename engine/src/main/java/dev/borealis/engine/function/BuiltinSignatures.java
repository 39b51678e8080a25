package dev.borealis.engine.function;

import dev.borealis.engine.function.FunctionSignature.Kind;
import dev.borealis.engine.function.FunctionSignature.Volatility;
import dev.borealis.types.Oid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the signatures of PostgreSQL 16's functions, operators, casts and operator classes from the resources of this
 * package (recorded from a PostgreSQL 16.13), adds those of DSQL's schema {@code sys}, and knows which functions DSQL
 * refuses.
 */
final class BuiltinSignatures {
    /** DSQL's own functions. OIDs 8000 to 9999 are never used by a release of PostgreSQL. */
    static final int DSQL_MAJOR_VERSION = 9001;

    static final int SUPPORTED_DATATYPES = 9002;
    static final int CURRENT_SESSION_ID = 9003;
    static final int WAIT_FOR_JOB = 9004;

    /** Families that need files, backends, locks or replication, none of which DSQL has. */
    private static final List<Pattern> REFUSED_PATTERNS =
            List.of(
                    Pattern.compile("pg_(try_)?advisory_.*"),
                    Pattern.compile("(be_)?lo_.*|loread|lowrite"),
                    Pattern.compile(
                            "pg_ls_.*|pg_read_(binary_)?file(_old|_off_len|_all)?.*|pg_stat_file.*"),
                    Pattern.compile("pg_.*(replication|logical|_slot).*|pg_sync_.*"),
                    Pattern.compile(
                            "pg_backup_.*|pg_switch_wal|pg_wal_.*|pg_walfile_.*|pg_create_restore_point"));

    private static final Set<String> REFUSED =
            Set.of(
                    "pg_backend_pid",
                    "pg_cancel_backend",
                    "pg_terminate_backend",
                    "pg_reload_conf",
                    "pg_rotate_logfile",
                    "pg_promote",
                    "pg_log_backend_memory_contexts",
                    "pg_current_logfile",
                    "pg_hba_file_rules",
                    "pg_ident_file_mappings",
                    "pg_show_all_file_settings",
                    "pg_get_wal_replay_pause_state",
                    "pg_is_wal_replay_paused");

    /** A signature and the rest of its row. */
    record Procedure(FunctionSignature signature, ProcedureDetails details) {}

    private BuiltinSignatures() {}

    static boolean isRefused(String name) {
        return REFUSED.contains(name)
                || REFUSED_PATTERNS.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    static List<Procedure> procedures() {
        var procedures = new ArrayList<>(Table.read("procedures", BuiltinSignatures::procedure));
        procedures.add(
                own(DSQL_MAJOR_VERSION, "dsql_major_version", Kind.FUNCTION, List.of(), Oid.INT4));
        procedures.add(
                own(CURRENT_SESSION_ID, "current_session_id", Kind.FUNCTION, List.of(), Oid.TEXT));
        procedures.add(waitForJob());
        procedures.add(supportedDatatypes());
        return procedures;
    }

    private static Procedure procedure(Table.Row row) {
        String names = row.text(7);
        var modes = row.text(6).chars().mapToObj(mode -> (char) mode).toList();
        var signature =
                new FunctionSignature(
                        row.number(0),
                        row.text(1),
                        row.text(2),
                        switch (row.character(3)) {
                            case 'f' -> Kind.FUNCTION;
                            case 'a' -> Kind.AGGREGATE;
                            case 'w' -> Kind.WINDOW;
                            default -> Kind.PROCEDURE;
                        },
                        row.numbers(4),
                        row.number(8),
                        row.flag(9),
                        row.flag(10),
                        switch (row.character(11)) {
                            case 'i' -> Volatility.IMMUTABLE;
                            case 's' -> Volatility.STABLE;
                            default -> Volatility.VOLATILE;
                        },
                        row.number(12),
                        row.number(13),
                        row.numbers(5),
                        modes,
                        names.isEmpty() ? List.of() : List.of(names.split("\\|", -1)),
                        Double.parseDouble(row.text(15)),
                        Double.parseDouble(row.text(16)),
                        row.optional(21));
        String defaults = row.text(14);
        var details =
                new ProcedureDetails(
                        defaults.isEmpty() ? List.of() : List.of(defaults.split(", ")),
                        row.text(17),
                        row.flag(18),
                        row.character(19),
                        row.optional(20));
        return new Procedure(signature, details);
    }

    private static Procedure own(
            int oid, String name, Kind kind, List<Integer> arguments, int result) {
        return new Procedure(
                new FunctionSignature(
                        oid,
                        "sys",
                        name,
                        kind,
                        arguments,
                        result,
                        false,
                        true,
                        Volatility.STABLE,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        1,
                        0,
                        name),
                new ProcedureDetails(List.of(), "internal", false, 's', null));
    }

    /** CALL answers one row with the column {@code succeeded}; the implementation gives that one field. */
    private static Procedure waitForJob() {
        return new Procedure(
                new FunctionSignature(
                        WAIT_FOR_JOB,
                        "sys",
                        "wait_for_job",
                        Kind.PROCEDURE,
                        List.of(Oid.TEXT),
                        Oid.RECORD,
                        false,
                        false,
                        Volatility.VOLATILE,
                        0,
                        0,
                        List.of(Oid.TEXT, Oid.BOOL),
                        List.of('i', 'o'),
                        List.of("job_id", "succeeded"),
                        1,
                        0,
                        "wait_for_job"),
                new ProcedureDetails(List.of(), "internal", false, 'u', null));
    }

    private static Procedure supportedDatatypes() {
        return new Procedure(
                new FunctionSignature(
                        SUPPORTED_DATATYPES,
                        "sys",
                        "supported_datatypes",
                        Kind.FUNCTION,
                        List.of(),
                        Oid.RECORD,
                        true,
                        true,
                        Volatility.STABLE,
                        0,
                        0,
                        List.of(Oid.TEXT, Oid.BOOL),
                        List.of('o', 'o'),
                        List.of("name", "supported_in_pushdown"),
                        1,
                        100,
                        "supported_datatypes"),
                new ProcedureDetails(List.of(), "internal", false, 's', null));
    }

    static List<OperatorSignature> operators() {
        return Table.read(
                "operators",
                row ->
                        new OperatorSignature(
                                row.number(0),
                                row.text(1),
                                row.number(2),
                                row.number(3),
                                row.number(4),
                                row.number(5),
                                row.number(6),
                                row.number(7),
                                row.flag(8),
                                row.flag(9),
                                row.optional(10),
                                row.optional(11)));
    }

    static List<CastSignature> casts() {
        return Table.read(
                "casts",
                row ->
                        new CastSignature(
                                row.number(0),
                                row.number(1),
                                row.number(2),
                                row.number(3),
                                switch (row.character(4)) {
                                    case 'i' -> CastSignature.Context.IMPLICIT;
                                    case 'a' -> CastSignature.Context.ASSIGNMENT;
                                    default -> CastSignature.Context.EXPLICIT;
                                },
                                switch (row.character(5)) {
                                    case 'f' -> CastSignature.Method.FUNCTION;
                                    case 'b' -> CastSignature.Method.BINARY;
                                    default -> CastSignature.Method.INPUT_OUTPUT;
                                }));
    }

    static List<AggregateSignature> aggregates() {
        return Table.read(
                "aggregates",
                row ->
                        new AggregateSignature(
                                row.number(0),
                                switch (row.character(1)) {
                                    case 'n' -> AggregateSignature.Kind.NORMAL;
                                    case 'o' -> AggregateSignature.Kind.ORDERED_SET;
                                    default -> AggregateSignature.Kind.HYPOTHETICAL;
                                },
                                row.number(2),
                                row.text(3),
                                row.text(4),
                                row.number(5),
                                row.number(6),
                                row.optional(7)));
    }

    static List<OperatorClass> operatorClasses() {
        return Table.read(
                "operator-classes",
                row ->
                        new OperatorClass(
                                row.number(0),
                                row.text(1),
                                row.text(2),
                                row.number(3),
                                row.number(4),
                                row.flag(5),
                                row.number(6)));
    }

    static List<OperatorFamily> operatorFamilies() {
        Map<Integer, List<OperatorFamily.Member>> operators = members("family-operators");
        Map<Integer, List<OperatorFamily.Member>> functions = members("family-functions");
        return Table.read(
                "operator-families",
                row ->
                        new OperatorFamily(
                                row.number(0),
                                row.text(1),
                                row.text(2),
                                operators.getOrDefault(row.number(0), List.of()),
                                functions.getOrDefault(row.number(0), List.of())));
    }

    private static Map<Integer, List<OperatorFamily.Member>> members(String resource) {
        var members = new HashMap<Integer, List<OperatorFamily.Member>>();
        Table.read(
                resource,
                row ->
                        members.computeIfAbsent(row.number(0), _ -> new ArrayList<>())
                                .add(
                                        new OperatorFamily.Member(
                                                row.number(1),
                                                row.number(2),
                                                row.number(3),
                                                row.number(4))));
        return members;
    }
}
