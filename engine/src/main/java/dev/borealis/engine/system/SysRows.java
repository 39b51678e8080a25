package dev.borealis.engine.system;

import dev.borealis.engine.catalog.RoleDefinition;

import java.util.Map;

/** The schema sys. */
final class SysRows {
    private SysRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put(
                "sys.jobs",
                (context, shape, _) ->
                        context.jobs().all().stream()
                                .map(
                                        job ->
                                                shape.tuple()
                                                        .set("job_id", job.id())
                                                        .set("status", job.status())
                                                        .set("details", job.details())
                                                        .set("job_type", job.type())
                                                        .set("class_id", (long) job.classOid())
                                                        .set("object_id", (long) job.objectOid())
                                                        .set("object_name", job.objectName())
                                                        .set("start_time", job.startMicros())
                                                        .setValue("update_time", job.updateMicros())
                                                        .done()));
        sources.put(
                "sys.iam_pg_role_mappings",
                (context, shape, _) ->
                        context.catalog().roles().stream()
                                .flatMap(
                                        role ->
                                                role.identities().stream()
                                                        .map(
                                                                arn ->
                                                                        shape.tuple()
                                                                                .set(
                                                                                        "iam_oid",
                                                                                        mappingOid(
                                                                                                role,
                                                                                                arn))
                                                                                .set("arn", arn)
                                                                                .set(
                                                                                        "pg_role_oid",
                                                                                        (long)
                                                                                                role
                                                                                                        .oid())
                                                                                .set(
                                                                                        "pg_role_name",
                                                                                        role.name())
                                                                                .set(
                                                                                        "grantor_pg_role_oid",
                                                                                        (long)
                                                                                                RoleDefinition
                                                                                                        .ADMIN)
                                                                                .set(
                                                                                        "grantor_pg_role_name",
                                                                                        "admin")
                                                                                .done())));
    }

    /** A mapping has no object of its own here; its number only has to be stable and unlike others. */
    private static long mappingOid(RoleDefinition role, String arn) {
        return 1_000_000_000L + ((long) role.oid() * 31 + arn.hashCode() & 0x3fffffff);
    }
}
