package dev.borealis.engine.define;

import dev.borealis.engine.catalog.DefaultPrivileges;
import dev.borealis.engine.catalog.Privilege;

import java.util.ArrayList;
import java.util.List;

/** What ALTER DEFAULT PRIVILEGES gives to new objects. */
final class DefaultRights {
    private DefaultRights() {}

    /** @param objectType as in {@link DefaultPrivileges} */
    static List<Privilege> of(Edit edit, int schema, char objectType) {
        var found = new ArrayList<Privilege>();
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
