package dev.borealis.engine.bind;

import dev.borealis.types.Oid;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/**
 * The types that anyelement, anyarray, anycompatible and their like stand for in one call.
 *
 * <p>Two families: those of anyelement demand equal types, those of anycompatible convert to a common one.
 */
final class PolymorphicTypes {
    private final TypeFacts types;
    private final Coercions coercions;

    PolymorphicTypes(TypeFacts types, Coercions coercions) {
        this.types = types;
        this.coercions = coercions;
    }

    /** What the two families stand for; 0 where open. */
    private static final class Bindings {
        int element;
        int array;
        int range;
        int multirange;
        int compatible;
        int compatibleArray;
        int compatibleRange;
        int compatibleMultirange;
        boolean demandNonArray;
        boolean demandEnum;
        boolean demandCompatibleNonArray;
        boolean sawSimple;
        boolean sawCompatible;
        final List<Integer> compatibleTypes = new ArrayList<>();
    }

    /** Whether arguments of these types can be given to parameters declared with these, polymorphic ones included. */
    boolean consistent(List<Integer> actual, List<Integer> declared) {
        var bindings = new Bindings();
        try {
            collect(actual, declared, bindings);
            deduce(bindings);
            return true;
        } catch (Mismatch _) {
            return false;
        }
    }

    /** Polymorphic types that do not fit together; the text becomes an error only once a function was chosen. */
    private static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String detail;

        Mismatch(String detail) {
            super(detail, null, false, false);
            this.detail = detail;
        }
    }

    /** Declared parameter types with the polymorphic ones replaced, and the result type. */
    record Resolved(List<Integer> arguments, int result) {}

    Resolved resolve(List<Integer> actual, List<Integer> declared, int result, int position) {
        boolean polymorphic = TypeFacts.isPolymorphic(result);
        for (int type : declared) {
            polymorphic |= TypeFacts.isPolymorphic(type);
        }
        if (!polymorphic) {
            return new Resolved(declared, result);
        }
        var bindings = new Bindings();
        try {
            collect(actual, declared, bindings);
            deduce(bindings);
            if (bindings.sawSimple && bindings.element == Oid.NONE && bindings.array == Oid.NONE) {
                boolean onlyUnknown = bindings.range == Oid.NONE && bindings.multirange == Oid.NONE;
                if (onlyUnknown) {
                    throw BindTypeErrors.polymorphicTypeUnknown();
                }
            }
        } catch (Mismatch mismatch) {
            throw BindTypeErrors.polymorphicMismatch(mismatch.detail).withPosition(position);
        }
        var arguments = new ArrayList<Integer>();
        for (int i = 0; i < declared.size(); i++) {
            arguments.add(replace(declared.get(i), actual.get(i), bindings));
        }
        return new Resolved(arguments, resultOf(result, bindings, position));
    }

    private void collect(List<Integer> actual, List<Integer> declared, Bindings b) {
        for (int i = 0; i < declared.size(); i++) {
            int given = actual.get(i);
            boolean open = given == Oid.UNKNOWN;
            switch (declared.get(i)) {
                case Oid.ANYELEMENT, Oid.ANYNONARRAY, Oid.ANYENUM -> {
                    b.sawSimple = true;
                    b.demandNonArray |= declared.get(i) == Oid.ANYNONARRAY;
                    b.demandEnum |= declared.get(i) == Oid.ANYENUM;
                    if (!open) {
                        if (b.element != Oid.NONE && b.element != given) {
                            throw notAlike("anyelement", b.element, given);
                        }
                        b.element = given;
                    }
                }
                case Oid.ANYARRAY -> {
                    b.sawSimple = true;
                    if (!open) {
                        int base = types.base(given);
                        if (b.array != Oid.NONE && b.array != base) {
                            throw notAlike("anyarray", b.array, given);
                        }
                        b.array = base;
                    }
                }
                case Oid.ANYRANGE -> {
                    b.sawSimple = true;
                    if (!open) {
                        int base = types.base(given);
                        if (b.range != Oid.NONE && b.range != base) {
                            throw notAlike("anyrange", b.range, given);
                        }
                        b.range = base;
                    }
                }
                case Oid.ANYMULTIRANGE -> {
                    b.sawSimple = true;
                    if (!open) {
                        int base = types.base(given);
                        if (b.multirange != Oid.NONE && b.multirange != base) {
                            throw notAlike("anymultirange", b.multirange, given);
                        }
                        b.multirange = base;
                    }
                }
                case Oid.ANYCOMPATIBLE, Oid.ANYCOMPATIBLENONARRAY -> {
                    b.sawCompatible = true;
                    b.demandCompatibleNonArray |= declared.get(i) == Oid.ANYCOMPATIBLENONARRAY;
                    if (!open) {
                        b.compatibleTypes.add(given);
                    }
                }
                case Oid.ANYCOMPATIBLEARRAY -> {
                    b.sawCompatible = true;
                    if (!open) {
                        int element = types.element(given);
                        if (element == Oid.NONE) {
                            throw new Mismatch(
                                    "argument declared anycompatiblearray is not an array but type "
                                            + types.display(given));
                        }
                        b.compatibleTypes.add(element);
                    }
                }
                case Oid.ANYCOMPATIBLERANGE -> {
                    b.sawCompatible = true;
                    if (!open) {
                        int base = types.base(given);
                        if (b.compatibleRange != Oid.NONE && b.compatibleRange != base) {
                            throw notAlike("anycompatiblerange", b.compatibleRange, given);
                        }
                        b.compatibleRange = base;
                        int subtype = TypeFacts.rangeSubtype(base);
                        if (subtype == Oid.NONE) {
                            throw new Mismatch(
                                    "argument declared anycompatiblerange is not a range type but type "
                                            + types.display(given));
                        }
                        b.compatibleTypes.add(subtype);
                    }
                }
                case Oid.ANYCOMPATIBLEMULTIRANGE -> {
                    b.sawCompatible = true;
                    if (!open) {
                        int range = TypeFacts.rangeOfMultirange(types.base(given));
                        if (range == Oid.NONE) {
                            throw new Mismatch(
                                    "argument declared anycompatiblemultirange is not a multirange type but type "
                                            + types.display(given));
                        }
                        b.compatibleMultirange = types.base(given);
                        b.compatibleRange = range;
                        b.compatibleTypes.add(TypeFacts.rangeSubtype(range));
                    }
                }
                default -> {
                    // not polymorphic
                }
            }
        }
    }

    private Mismatch notAlike(String family, int one, int other) {
        return new Mismatch(types.display(one) + " versus " + types.display(other));
    }

    private void deduce(Bindings b) {
        if (b.array != Oid.NONE && b.array != Oid.ANYARRAY) {
            int element = types.element(b.array);
            if (element == Oid.NONE) {
                throw new Mismatch(
                        "argument declared anyarray is not an array but type "
                                + types.display(b.array));
            }
            agree(b, element, "anyarray");
        }
        if (b.multirange != Oid.NONE) {
            int range = TypeFacts.rangeOfMultirange(b.multirange);
            if (range == Oid.NONE) {
                throw new Mismatch(
                        "argument declared anymultirange is not a multirange type but type "
                                + types.display(b.multirange));
            }
            if (b.range != Oid.NONE && b.range != range) {
                throw new Mismatch(
                        "argument declared anymultirange is not consistent with argument declared anyrange");
            }
            b.range = range;
        }
        if (b.range != Oid.NONE) {
            int subtype = TypeFacts.rangeSubtype(b.range);
            if (subtype == Oid.NONE) {
                throw new Mismatch(
                        "argument declared anyrange is not a range type but type "
                                + types.display(b.range));
            }
            agree(b, subtype, "anyrange");
        }
        if (b.demandNonArray && b.element != Oid.NONE && types.element(b.element) != Oid.NONE) {
            throw new Mismatch(
                    "type matched to anynonarray is an array type: " + types.display(b.element));
        }
        if (b.demandEnum && b.element != Oid.NONE) {
            throw new Mismatch(
                    "type matched to anyenum is not an enum type: " + types.display(b.element));
        }
        if (b.sawCompatible) {
            b.compatible = coercions.commonTypeOf(b.compatibleTypes);
            if (b.compatible == Oid.NONE) {
                throw new Mismatch(
                        "arguments of anycompatible family cannot be cast to a common type");
            }
            if (b.compatibleRange != Oid.NONE
                    && TypeFacts.rangeSubtype(b.compatibleRange) != b.compatible) {
                throw new Mismatch("anycompatiblerange type does not match anycompatible type");
            }
            if (b.demandCompatibleNonArray && types.element(b.compatible) != Oid.NONE) {
                throw new Mismatch(
                        "type matched to anycompatiblenonarray is an array type: "
                                + types.display(b.compatible));
            }
            b.compatibleArray = types.array(b.compatible);
        }
    }

    private void agree(Bindings b, int element, String source) {
        if (b.element == Oid.NONE) {
            b.element = element;
        } else if (b.element != element) {
            throw new Mismatch(
                    "argument declared "
                            + source
                            + " is not consistent with argument declared anyelement\n"
                            + types.display(source.equals("anyarray") ? b.array : b.range)
                            + " versus "
                            + types.display(b.element));
        }
    }

    private int replace(int declared, int actual, Bindings b) {
        int replaced =
                switch (declared) {
                    case Oid.ANYELEMENT, Oid.ANYNONARRAY, Oid.ANYENUM -> b.element;
                    case Oid.ANYARRAY -> b.array != Oid.NONE ? b.array : arrayOf(b.element);
                    case Oid.ANYRANGE -> b.range;
                    case Oid.ANYMULTIRANGE ->
                            b.multirange != Oid.NONE
                                    ? b.multirange
                                    : TypeFacts.multirangeOfRange(b.range);
                    case Oid.ANYCOMPATIBLE, Oid.ANYCOMPATIBLENONARRAY -> b.compatible;
                    case Oid.ANYCOMPATIBLEARRAY -> b.compatibleArray;
                    case Oid.ANYCOMPATIBLERANGE -> b.compatibleRange;
                    case Oid.ANYCOMPATIBLEMULTIRANGE ->
                            b.compatibleMultirange != Oid.NONE
                                    ? b.compatibleMultirange
                                    : TypeFacts.multirangeOfRange(b.compatibleRange);
                    default -> declared;
                };
        return replaced == Oid.NONE ? actual : replaced;
    }

    private int arrayOf(int element) {
        return element == Oid.NONE ? Oid.NONE : types.array(element);
    }

    private int resultOf(int result, Bindings b, int position) {
        int found = replace(result, Oid.NONE, b);
        if (found == Oid.NONE && result == Oid.ANYARRAY && b.element != Oid.NONE) {
            throw BindTypeErrors.noArrayType(types.display(b.element)).withPosition(position);
        }
        if (found == Oid.NONE) {
            throw BindTypeErrors.polymorphicTypeUnknown();
        }
        return found;
    }
}
