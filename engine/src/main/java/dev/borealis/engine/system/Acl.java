package dev.borealis.engine.system;

import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.DefaultPrivileges;
import dev.borealis.engine.catalog.Grantable;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Access control lists as aclitem[]. */
final class Acl {
    private Acl() {}

    /**
     * Null when nothing was ever granted or revoked: the defaults hold.
     *
     * @param of what they are about
     */
    static @Nullable Object value(
            List<Privilege> privileges, int owner, Grantable of, SystemContext context) {
        if (privileges.stream().noneMatch(p -> p.columns().isEmpty())) {
            return null;
        }
        return items(AccessList.shown(privileges, owner, of), context);
    }

    /** Null when everybody may call it, as nobody ever said otherwise. */
    static @Nullable Object ofFunction(
            List<Privilege> privileges, int owner, SystemContext context) {
        if (privileges.equals(
                List.of(new Privilege(0, owner, Grantable.FUNCTION.allRights(), List.of())))) {
            return null;
        }
        return items(AccessList.shown(privileges, owner, Grantable.FUNCTION), context);
    }

    private static Object items(List<Privilege> privileges, SystemContext context) {
        return Tuple.array(
                Oid.ACLITEM,
                privileges.stream()
                        .map(p -> item(p.grantee(), p.rights(), p.grantor(), context))
                        .toList());
    }

    /** Those for all schemas begin with what the maker of an object has anyway. */
    static @Nullable Object ofDefaults(DefaultPrivileges defaults, SystemContext context) {
        List<Bytes> items = new ArrayList<>();
        if (defaults.schema() == 0) {
            String all = Grantable.of(defaults.objectType()).allRights();
            items.add(item(defaults.role(), all, defaults.role(), context));
        }
        defaults.privileges()
                .forEach(p -> items.add(item(p.grantee(), p.rights(), p.grantor(), context)));
        return Tuple.array(Oid.ACLITEM, items);
    }

    /** What was granted on one column; null when nothing was. */
    static @Nullable Object ofColumn(
            List<Privilege> privileges, int column, SystemContext context) {
        List<Bytes> items =
                privileges.stream()
                        .filter(p -> p.columns().contains(column))
                        .map(p -> item(p.grantee(), p.rights(), p.grantor(), context))
                        .toList();
        return items.isEmpty() ? null : Tuple.array(Oid.ACLITEM, items);
    }

    static Bytes item(int grantee, String rights, int grantor, SystemContext context) {
        String name = grantee == 0 ? "" : quoted(role(grantee, context));
        return Bytes.ofString(name + "=" + rights + "/" + quoted(role(grantor, context)));
    }

    /** In double quotes unless letters, digits and underscores. */
    private static String quoted(String role) {
        return role.matches("[A-Za-z0-9_]+") ? role : "\"" + role.replace("\"", "\"\"") + "\"";
    }

    static String role(int oid, SystemContext context) {
        RoleDefinition role = context.catalog().role(oid);
        return role == null ? "unknown (OID=" + oid + ")" : role.name();
    }
}
