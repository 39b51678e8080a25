package dev.borealis.engine.catalog;

import dev.borealis.types.error.RoleErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What GRANT and REVOKE make of an access control list: an entry for each pair of grantee and grantor; a grant rests on the
 * grant option of its grantor and falls with it. The owner has every grant option without an entry, and every right until a
 * list says otherwise: the first GRANT or REVOKE on an object gives its owner an entry, which then is what counts. An owner
 * who gave everything away has an entry without rights, which is never shown.
 *
 * <p>The rules are PostgreSQL's. Rights are letters of aclitem, here bits of an int by their place in {@link #LETTERS}.
 * Works on the whole object or on one column at a time. Used once for one list, by one thread.
 */
public final class AccessList {
    private static final String LETTERS = "arwdDxtXUCTc";

    /**
     * One right for one role.
     *
     * @param grantee role OID; 0 is PUBLIC
     * @param column number; 0 for the whole object
     * @param rights letters
     * @param revoke takes away, or else gives
     * @param options for a grant WITH GRANT OPTION, for a REVOKE of the grant option alone
     * @param cascade takes away too what rests on it
     */
    public record Change(
            int grantee,
            int grantor,
            int column,
            String rights,
            boolean revoke,
            boolean options,
            boolean cascade) {}

    private record Entry(int grantee, int grantor, int rights, int options) {}

    private final Rights roles;
    private final int owner;
    private final @Nullable Grantable of;
    private final List<Privilege> list;

    /** The entries of the object, or of the column, that are being changed. */
    private List<Entry> entries = List.of();

    /** @param of what the list is of; null for one of future objects, in which owners have no entry */
    public AccessList(Rights roles, int owner, @Nullable Grantable of, List<Privilege> list) {
        this.roles = roles;
        this.owner = owner;
        this.of = of;
        this.list = new ArrayList<>();
        for (Privilege privilege : list) {
            if (privilege.columns().size() <= 1) {
                this.list.add(privilege);
            }
            for (int i = 0; i < privilege.columns().size() && privilege.columns().size() > 1; i++) {
                this.list.add(
                        new Privilege(
                                privilege.grantee(),
                                privilege.grantor(),
                                privilege.rights(),
                                List.of(privilege.columns().get(i))));
            }
        }
    }

    /** The list as it is now. */
    public List<Privilege> privileges() {
        return List.copyOf(list);
    }

    /** Whether a list says what the owner may. */
    static boolean isExplicit(List<Privilege> list, int owner) {
        return list.stream().anyMatch(privilege -> isOwners(privilege, owner));
    }

    private static boolean isOwners(Privilege privilege, int owner) {
        return privilege.grantee() == owner
                && privilege.grantor() == owner
                && privilege.columns().isEmpty();
    }

    /** The list with an entry for the owner, where it belongs: functions are everybody's first. */
    private static List<Privilege> explicit(List<Privilege> list, int owner, Grantable of) {
        if (isExplicit(list, owner)) {
            return list;
        }
        var full = new ArrayList<>(list);
        boolean afterPublic =
                of == Grantable.FUNCTION && !list.isEmpty() && list.getFirst().grantee() == 0;
        full.add(afterPublic ? 1 : 0, new Privilege(owner, owner, of.allRights(), List.of()));
        return full;
    }

    /** The entries for the whole object that have rights, the owner's among them. */
    public static List<Privilege> shown(List<Privilege> list, int owner, Grantable of) {
        return explicit(list, owner, of).stream()
                .filter(one -> one.columns().isEmpty() && !one.rights().isEmpty())
                .toList();
    }

    /** What the new owner of an object makes of the list: what was the old one's is theirs. */
    public static List<Privilege> ofNewOwner(List<Privilege> list, int before, int after) {
        var merged = new ArrayList<Privilege>();
        for (Privilege one : list) {
            int grantee = one.grantee() == before ? after : one.grantee();
            int grantor = one.grantor() == before ? after : one.grantor();
            String rights = one.rights();
            for (Privilege other : List.copyOf(merged)) {
                if (other.grantee() == grantee
                        && other.grantor() == grantor
                        && other.columns().equals(one.columns())) {
                    merged.remove(other);
                    rights =
                            letters(
                                    bits(rights) | bits(other.rights()),
                                    optionBits(rights) | optionBits(other.rights()));
                }
            }
            merged.add(new Privilege(grantee, grantor, rights, one.columns()));
        }
        return merged;
    }

    /** Columns that have entries of their own. */
    public Set<Integer> columns() {
        var columns = new TreeSet<Integer>();
        list.forEach(privilege -> columns.addAll(privilege.columns()));
        return columns;
    }

    /** In whose name a role changes the list, and the rights (letters) that one may grant. */
    public record Grantor(int role, String rights) {}

    /**
     * The owner for everybody who has the owner's rights; else the role itself or one it is a member of, whichever may
     * grant most of what is wanted.
     *
     * @param wanted letters
     * @param column number; 0 for the whole object
     */
    public Grantor grantor(int role, String wanted, int column) {
        if (roles.isMember(role, owner)) {
            return new Grantor(owner, LETTERS);
        }
        var among = read(0);
        if (column != 0) {
            among.addAll(read(column));
        }
        int best = role;
        int bestOptions = direct(among, role);
        int bits = bits(wanted);
        for (Entry entry : among) {
            int options = direct(among, entry.grantee);
            if (entry.grantee != 0
                    && roles.isMember(role, entry.grantee)
                    && Integer.bitCount(options & bits) > Integer.bitCount(bestOptions & bits)) {
                best = entry.grantee;
                bestOptions = options;
            }
        }
        return new Grantor(best, letters(bestOptions, 0));
    }

    private static int direct(List<Entry> among, int role) {
        int options = 0;
        for (Entry entry : among) {
            if (entry.grantee == role) {
                options |= entry.options;
            }
        }
        return options;
    }

    /** Whether a role has any right at all. */
    public boolean knows(int role) {
        return roles.isMember(role, owner)
                || list.stream().anyMatch(privilege -> isFor(privilege.grantee(), role));
    }

    /** Throws 2BP01 when something rests on what is taken away, 0LP01 when the grant would go in a circle. */
    public void apply(Change change) {
        if (change.column == 0 && of != null) {
            List<Privilege> full = explicit(List.copyOf(list), owner, of);
            list.clear();
            list.addAll(full);
        }
        entries = new ArrayList<>(read(change.column));
        int rights = bits(change.rights);
        if (change.revoke) {
            take(
                    new Entry(change.grantee, change.grantor, change.options ? 0 : rights, rights),
                    change.cascade);
        } else if (of != null || change.grantee != owner) {
            int options = change.options ? rights : 0;
            if (options != 0 && change.grantor != owner) {
                checkCircle(change.grantee, change.grantor, options, change.column);
            }
            Entry before = entry(change.grantee, change.grantor);
            put(
                    new Entry(
                            change.grantee,
                            change.grantor,
                            before.rights | rights,
                            before.options | options));
        }
        write(change.column);
    }

    private void take(Entry lost, boolean cascade) {
        Entry before = entry(lost.grantee, lost.grantor);
        put(
                new Entry(
                        lost.grantee,
                        lost.grantor,
                        before.rights & ~lost.rights,
                        before.options & ~lost.options));
        int gone = before.options & lost.options;
        if (gone != 0 && lost.grantee != owner) {
            gone &= ~options(entries, lost.grantee);
            takeGrantsOf(lost.grantee, gone, cascade);
        }
    }

    private void takeGrantsOf(int grantor, int rights, boolean cascade) {
        for (Entry entry : List.copyOf(entries)) {
            if (entry.grantor == grantor && (entry.rights & rights) != 0) {
                if (!cascade) {
                    throw RoleErrors.dependentPrivileges();
                }
                take(new Entry(entry.grantee, grantor, rights, rights), true);
            }
        }
    }

    /** A grantor who has the option only because of the grantee may not give it back. */
    private void checkCircle(int grantee, int grantor, int options, int column) {
        List<Entry> before = List.copyOf(entries);
        for (Entry entry : before) {
            if (entry.grantee == grantee && entry.options != 0) {
                take(new Entry(grantee, entry.grantor, entry.options, entry.options), true);
            }
        }
        int left = options(entries, grantor) | (column == 0 ? 0 : options(read(0), grantor));
        if ((options & ~left) != 0) {
            throw RoleErrors.circularGrant();
        }
        entries = new ArrayList<>(before);
    }

    /** What a role may grant: as the owner everything, else what entries for it or for roles it is a member of say. */
    private int options(List<Entry> among, int role) {
        if (roles.isMember(role, owner)) {
            return -1;
        }
        int options = 0;
        for (Entry entry : among) {
            if (entry.grantee != 0 && isFor(entry.grantee, role)) {
                options |= entry.options;
            }
        }
        return options;
    }

    private boolean isFor(int grantee, int role) {
        return grantee == 0 || roles.isMember(role, grantee);
    }

    private Entry entry(int grantee, int grantor) {
        for (Entry entry : entries) {
            if (entry.grantee == grantee && entry.grantor == grantor) {
                return entry;
            }
        }
        return new Entry(grantee, grantor, 0, 0);
    }

    /** In its old place, at the end when it is new, nowhere when nothing is left. */
    private void put(Entry changed) {
        var after = new ArrayList<Entry>();
        boolean found = false;
        for (Entry entry : entries) {
            boolean same = entry.grantee == changed.grantee && entry.grantor == changed.grantor;
            found |= same;
            Entry kept = same ? changed : entry;
            if (kept.rights != 0) {
                after.add(kept);
            }
        }
        if (!found && changed.rights != 0) {
            after.add(changed);
        }
        entries = after;
    }

    private ArrayList<Entry> read(int column) {
        var read = new ArrayList<Entry>();
        for (Privilege privilege : list) {
            boolean here =
                    column == 0
                            ? privilege.columns().isEmpty()
                            : privilege.columns().contains(column);
            if (here && !privilege.rights().isEmpty()) {
                read.add(
                        new Entry(
                                privilege.grantee(),
                                privilege.grantor(),
                                bits(privilege.rights()),
                                optionBits(privilege.rights())));
            }
        }
        return read;
    }

    private void write(int column) {
        list.removeIf(
                privilege ->
                        column == 0
                                ? privilege.columns().isEmpty()
                                : privilege.columns().contains(column));
        for (Entry entry : entries) {
            list.add(
                    new Privilege(
                            entry.grantee,
                            entry.grantor,
                            letters(entry.rights, entry.options),
                            column == 0 ? List.of() : List.of(column)));
        }
        if (column == 0 && of != null && !isExplicit(list, owner)) {
            list.addFirst(new Privilege(owner, owner, "", List.of()));
        }
    }

    private static int bits(String rights) {
        int bits = 0;
        for (int i = 0; i < LETTERS.length(); i++) {
            if (rights.indexOf(LETTERS.charAt(i)) >= 0) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    private static int optionBits(String rights) {
        int bits = 0;
        for (int i = 0; i < LETTERS.length(); i++) {
            if (rights.contains(LETTERS.charAt(i) + "*")) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    private static String letters(int rights, int options) {
        var letters = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((rights & 1 << i) != 0) {
                letters.append(LETTERS.charAt(i)).append((options & 1 << i) != 0 ? "*" : "");
            }
        }
        return letters.toString();
    }
}
