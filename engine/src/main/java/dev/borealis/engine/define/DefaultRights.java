package dev.borealis.engine.define;

import dev.borealis.engine.catalog.DefaultPrivileges;
import dev.borealis.engine.catalog.Grantable;
import dev.borealis.engine.catalog.Privilege;

import java.util.ArrayList;
import java.util.List;

/** What ALTER DEFAULT PRIVILEGES gives to new objects. */
final class DefaultRights {
    private DefaultRights() {}

    /** What a role gives when nothing was said: everybody may call functions. */
    static List<Privilege> initial(int role, int schema, char objectType) {
        return objectType == 'f' && schema == 0
                ? List.of(new Privilege(0, role, Grantable.FUNCTION.allRights(), List.of()))
                : List.of();
    }

    /** @param objectType as in {@link DefaultPrivileges} */
    static List<Privilege> of(Edit edit, int schema, char objectType) {
        int role = edit.context.role();
        var found = new ArrayList<Privilege>();
        boolean said =
                edit.catalog().defaultPrivileges().stream()
                        .anyMatch(
                                defaults ->
                                        defaults.role() == role
                                                && defaults.objectType() == objectType
                                                && defaults.schema() == 0);
        if (!said) {
            found.addAll(initial(role, 0, objectType));
        }
        for (DefaultPrivileges defaults : edit.catalog().defaultPrivileges()) {
            if (defaults.role() == edit.context.role()
                    && defaults.objectType() == objectType
                    && (defaults.schema() == 0 || defaults.schema() == schema)) {
                found.addAll(defaults.privileges());
            }
        }
        return found;
    }
}
