package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TargetTable;
import dev.borealis.store.KeyRange;
import dev.borealis.types.SqlType;
import dev.borealis.types.Zone;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Which parent row a row refers to by a foreign key, and which rows refer to a parent row: for the statements of sessions,
 * for the validation of a constraint and for the check of a database alike. How values of two types compare is said in
 * {@link KeyPair}.
 *
 * <p>Key values are in the order of the foreign key's columns. Used by one thread.
 */
public final class ForeignKeyMatch {
    private final ConstraintDefinition.ForeignKey key;
    private final KeyFormat parentKeys;

    /** For each column of the parent's index: which column of the foreign key refers to it. */
    private final int[] order;

    private final KeyPair[] pairs;
    private final int candidates;
    private final @Nullable Object[] scratch;

    /** What a row asks for by the columns that refer. */
    public enum Demand {
        /** A null among them. */
        NOTHING,
        PARENT,
        /** Nulls and others, which MATCH FULL refuses. */
        REFUSED
    }

    /**
     * Keys of the child's index.
     *
     * @param exact whether all of them refer to the parent's values; else ask {@link #refers} of each
     */
    record Children(KeyRange range, boolean exact) {}

    private ForeignKeyMatch(
            ConstraintDefinition.ForeignKey key,
            List<SqlType> childTypes,
            KeyFormat parentKeys,
            int[] order) {
        this.key = key;
        this.parentKeys = parentKeys;
        this.order = order;
        this.pairs = new KeyPair[order.length];
        this.scratch = new Object[order.length];
        int product = 1;
        for (int i = 0; i < order.length; i++) {
            int child = childTypes.get(key.columns().get(order[i]) - 1).oid();
            var pair = new KeyPair(child, parentKeys.columns().get(i).type().oid());
            pairs[order[i]] = pair;
            product *= pair.candidates();
        }
        this.candidates = product;
    }

    static ForeignKeyMatch of(TargetTable.Reference reference) {
        IndexStorage index = reference.parentIndex();
        return new ForeignKeyMatch(
                reference.key(),
                reference.child().storage.types,
                index == null ? reference.parent().storage.keyFormat : index.format().keys(),
                reference.parentKeyOrder());
    }

    /** @param childTypes of all columns of the table, those of domains being their base types */
    public static ForeignKeyMatch of(
            Catalog catalog, ConstraintDefinition.ForeignKey key, List<SqlType> childTypes) {
        Relation.Index index = catalog.index(key.referencedIndex());
        int[] order = new int[index.keys().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = key.referencedColumns().indexOf(index.keys().get(i).column());
        }
        KeyFormat parentKeys =
                index.primary()
                        ? catalog.formats().table(catalog.table(key.referencedTable())).key()
                        : catalog.formats().entry(index).format().keys();
        return new ForeignKeyMatch(key, childTypes, parentKeys, order);
    }

    /** Whether who refers to whom depends on the parameter TimeZone: it is then no property of the rows. */
    public boolean dependsOnZone() {
        for (KeyPair pair : pairs) {
            if (pair.dependsOnZone()) {
                return true;
            }
        }
        return false;
    }

    /** @param row values of a row of the child */
    public Demand demand(@Nullable Object[] row) {
        List<Integer> columns = key.columns();
        int nulls = 0;
        for (int i = 0; i < columns.size(); i++) {
            nulls += row[columns.get(i) - 1] == null ? 1 : 0;
        }
        if (nulls == 0) {
            return Demand.PARENT;
        }
        return key.matchFull() && nulls < columns.size() ? Demand.REFUSED : Demand.NOTHING;
    }

    /** The values of the columns that refer. @param row of the child */
    public @Nullable Object[] keyValues(@Nullable Object[] row) {
        return pick(row, key.columns());
    }

    /** The values of the columns referred to. @param row of the parent */
    @Nullable Object[] parentValues(@Nullable Object[] row) {
        return pick(row, key.referencedColumns());
    }

    private static @Nullable Object[] pick(@Nullable Object[] row, List<Integer> columns) {
        @Nullable Object[] picked = new Object[columns.size()];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = row[columns.get(i) - 1];
        }
        return picked;
    }

    // --- from child to parent ---

    /** How many keys a parent may have, each to be looked for: 1, but for time zones. */
    public int candidates() {
        return candidates;
    }

    /**
     * The key, in the index referred to, of a parent of these values.
     *
     * @param keyValues of the child, none null
     * @param candidate from 0, less than {@link #candidates}
     * @return null when this candidate is none
     * @throws dev.borealis.types.error.SqlException 22003 when a value cannot be compared with one of the parent's type
     */
    public byte @Nullable [] parentKey(@Nullable Object[] keyValues, Zone zone, int candidate) {
        int rest = candidate;
        for (int i = 0; i < order.length; i++) {
            KeyPair pair = pairs[order[i]];
            Object value = Objects.requireNonNull(keyValues[order[i]]);
            Object converted = pair.parentValue(value, zone, rest % pair.candidates());
            if (converted == null) {
                return null;
            }
            rest /= pair.candidates();
            scratch[i] = converted;
        }
        return parentKeys.key(scratch);
    }

    /** The key, in the index referred to, of a parent's own values, none null. */
    byte[] parentKey(@Nullable Object[] parentValues) {
        for (int i = 0; i < order.length; i++) {
            scratch[i] = parentValues[order[i]];
        }
        return parentKeys.key(scratch);
    }

    // --- from parent to child ---

    /**
     * Where in an index those are that refer to a parent.
     *
     * @param keys begins with the columns that refer
     * @param childOrder for each of them in the index, which of the foreign key it is
     * @param parentValues none null
     * @return null when no value of the child's types equals them
     */
    @Nullable Children children(
            KeyFormat keys, int[] childOrder, @Nullable Object[] parentValues, Zone zone) {
        @Nullable Object[] equal = new Object[childOrder.length];
        for (int i = 0; i < childOrder.length; i++) {
            KeyPair pair = pairs[childOrder[i]];
            Object value = Objects.requireNonNull(parentValues[childOrder[i]]);
            if (!pair.isExact()) {
                KeyRange range = pair.around(keys, Arrays.copyOf(equal, i), value);
                return range == null ? null : new Children(range, false);
            }
            equal[i] = pair.childValue(value, zone);
            if (equal[i] == null) {
                return null;
            }
        }
        return new Children(keys.equal(equal), true);
    }

    /**
     * Whether a row refers to a parent.
     *
     * @param row of the child
     * @param parentKey {@link #parentKey(Object[])} of the parent
     */
    boolean refers(@Nullable Object[] row, byte[] parentKey, Zone zone) {
        if (demand(row) != Demand.PARENT) {
            return false;
        }
        @Nullable Object[] own = keyValues(row);
        for (int i = 0; i < candidates; i++) {
            if (Arrays.equals(parentKey(own, zone, i), parentKey)) {
                return true;
            }
        }
        return false;
    }
}
