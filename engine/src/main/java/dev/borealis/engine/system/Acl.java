package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Access control lists as aclitem[]. */
final class Acl {
    private Acl() {}

    /** Null when nothing was ever granted: the owner's defaults hold. */
    static @Nullable Object value(List<Privilege> privileges, SystemContext context) {
        List<Bytes> items =
                privileges.stream()
                        .filter(p -> p.columns().isEmpty())
                        .map(p -> Bytes.ofString(item(p, context)))
                        .toList();
        return items.isEmpty() ? null : Tuple.array(Oid.ACLITEM, items);
    }

    private static String item(Privilege privilege, SystemContext context) {
        String grantee = privilege.grantee() == 0 ? "" : role(privilege.grantee(), context);
        return grantee + "=" + privilege.rights() + "/" + role(privilege.grantor(), context);
    }

    static String role(int oid, SystemContext context) {
        RoleDefinition role = context.catalog().role(oid);
        return role == null ? "unknown (OID=" + oid + ")" : role.name();
    }
}
