package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SequenceStatement.SequenceOption;
import dev.borealis.types.Limits;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.SequenceErrors;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;

/** The options of a sequence, read and checked. */
final class SequenceOptions {
    private @Nullable Long increment;
    private @Nullable Long min;
    private @Nullable Long max;
    private boolean minGiven;
    private boolean maxGiven;
    private @Nullable Long start;
    private @Nullable Long cache;
    private @Nullable Boolean cycle;
    private boolean restart;
    private @Nullable Long restartAt;
    private @Nullable QualifiedName owner;
    private @Nullable QualifiedName name;

    private SequenceOptions() {}

    /** @param what in messages: {@code sequence} or {@code identity column} */
    static SequenceOptions read(Edit edit, List<SequenceOption> options, String what) {
        var read = new SequenceOptions();
        var seen = new HashSet<String>();
        for (SequenceOption option : options) {
            String kind =
                    option instanceof SequenceOption.Restart
                            ? "restart"
                            : option.getClass().getSimpleName();
            if (!seen.add(kind)) {
                throw CopyErrors.conflictingOptions().withPosition(option.position());
            }
            switch (option) {
                case SequenceOption.As as -> {
                    SqlType type = edit.binder().type(as.type());
                    if (type.oid() != Oid.INT8) {
                        throw SequenceErrors.sequenceType(
                                type.withoutTypmod().display(edit.names()), what);
                    }
                }
                case SequenceOption.Cache one -> read.cache = number(one.value());
                case SequenceOption.Cycle one -> read.cycle = one.cycle();
                case SequenceOption.Increment one -> {
                    read.increment = number(one.value());
                    if (read.increment == 0) {
                        throw SequenceErrors.incrementZero();
                    }
                }
                case SequenceOption.MinValue one -> {
                    read.minGiven = true;
                    read.min = one.value() == null ? null : (Long) number(one.value());
                }
                case SequenceOption.MaxValue one -> {
                    read.maxGiven = true;
                    read.max = one.value() == null ? null : (Long) number(one.value());
                }
                case SequenceOption.Start one -> read.start = number(one.value());
                case SequenceOption.Restart one -> {
                    read.restart = true;
                    read.restartAt = one.value() == null ? null : (Long) number(one.value());
                }
                case SequenceOption.OwnedBy one -> read.owner = one.owner();
                case SequenceOption.SequenceName one -> read.name = one.name();
                case SequenceOption.Logged _ -> {}
            }
        }
        return read;
    }

    private static long number(Constant constant) {
        if (constant instanceof Constant.IntegerConstant integer) {
            return integer.value();
        }
        if (constant instanceof Constant.NumericConstant numeric) {
            try {
                return new BigInteger(numeric.text()).longValueExact();
            } catch (ArithmeticException | NumberFormatException _) {
                throw SequenceErrors.valueOutOfRange(numeric.text());
            }
        }
        throw SequenceErrors.valueNotNumber();
    }

    /** Refuses a missing CACHE, or one the service does not have. @param what as its message says it */
    void requireCache(String what) {
        if (cache == null) {
            throw DialectErrors.cacheRequired(what);
        }
    }

    private static void checkCache(long cache, String what) {
        if (cache != 1 && cache < Limits.SEQUENCE_CACHE) {
            throw DialectErrors.cacheRequired(what);
        }
    }

    @Nullable QualifiedName owner() {
        return owner;
    }

    @Nullable QualifiedName name() {
        return name;
    }

    boolean restarts() {
        return restart;
    }

    /** Where RESTART begins. */
    long restartAt(Relation.Sequence sequence) {
        return restartAt == null ? sequence.start() : restartAt;
    }

    /** The sequence with these options. Those not given stay, or for a new sequence take their defaults. */
    Relation.Sequence apply(Relation.Sequence base, boolean isNew, String what) {
        long newIncrement = increment != null ? increment : isNew ? 1 : base.increment();
        boolean ascending = newIncrement > 0;
        long newMax =
                max != null
                        ? max
                        : isNew || maxGiven ? (ascending ? Long.MAX_VALUE : -1) : base.max();
        long newMin =
                min != null
                        ? min
                        : isNew || minGiven ? (ascending ? 1 : Long.MIN_VALUE) : base.min();
        if (newMin >= newMax) {
            throw SequenceErrors.boundsCrossed(newMin, newMax);
        }
        long newStart =
                start != null ? start : isNew ? (ascending ? newMin : newMax) : base.start();
        within("START", newStart, newMin, newMax);
        if (restartAt != null) {
            within("RESTART", restartAt, newMin, newMax);
        }
        long newCache = cache != null ? cache : base.cache();
        checkCache(newCache, what);
        return new Relation.Sequence(
                base.oid(),
                base.schema(),
                base.name(),
                base.owner(),
                newStart,
                newIncrement,
                newMin,
                newMax,
                newCache,
                cycle != null ? cycle : base.cycle(),
                base.ownerTable(),
                base.ownerColumn(),
                base.identity(),
                base.privileges());
    }

    private static void within(String word, long value, long min, long max) {
        if (value < min) {
            throw SequenceErrors.belowMinimum(word, value, min);
        }
        if (value > max) {
            throw SequenceErrors.aboveMaximum(word, value, max);
        }
    }
}
