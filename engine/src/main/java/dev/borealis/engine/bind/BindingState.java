package dev.borealis.engine.bind;

import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SyntaxErrors;

import java.util.IdentityHashMap;
import java.util.Map;

/** What one binding keeps beside the tree: where things were written, which rights are needed, how deep it is. */
final class BindingState {
    /** Nesting of expressions and queries that fits the stack of a thread. */
    private static final int MAX_DEPTH = StackDepth.LIMIT;

    private final Map<Scalar, Integer> positions = new IdentityHashMap<>();
    private final RequiredPrivileges privileges = new RequiredPrivileges();
    private int depth;

    RequiredPrivileges privileges() {
        return privileges;
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
    }

    void leave() {
        depth--;
    }

    void at(Scalar scalar, int position) {
        positions.put(scalar, position);
    }

    /** Where a column reference, aggregate or window call was written; 0 when unknown. */
    int position(Scalar scalar) {
        return positions.getOrDefault(scalar, 0);
    }

    /** A copy of a column's value for use at a place {@code levels} further in; notes the right to read it. */
    Scalar use(Scope scope, int levels, Scalar value, int position) {
        Scope level = scope.up(levels);
        var copy =
                new TreeMapper() {
                    @Override
                    public Scalar scalar(Scalar scalar, int nested) {
                        if (scalar instanceof Scalar.Column column && column.levelsUp() >= nested) {
                            if (column.levelsUp() == nested) {
                                read(level, column);
                            }
                            var copied =
                                    new Scalar.Column(
                                            column.type(),
                                            column.levelsUp() + levels,
                                            column.range(),
                                            column.column());
                            at(copied, position);
                            return copied;
                        }
                        return super.scalar(scalar, nested);
                    }
                };
        return copy.scalar(value, 0);
    }

    private void read(Scope level, Scalar.Column column) {
        if (level.ranges.get(column.range()) instanceof RangeEntry.Relation relation) {
            privileges.read(relation, column.column());
        }
    }
}
