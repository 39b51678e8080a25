package dev.borealis.engine.session;

import dev.borealis.types.error.SessionErrors;

import java.util.List;

/** Reads the format codes of Bind: none, one for all, or one each. */
final class PortalFields {
    private PortalFields() {}

    /** Whether field {@code index} of {@code count} is binary. */
    static boolean isBinary(List<Integer> formats, int index) {
        if (formats.isEmpty()) {
            return false;
        }
        int format = formats.size() == 1 ? formats.getFirst() : formats.get(index);
        return switch (format) {
            case 0 -> false;
            case 1 -> true;
            default -> throw SessionErrors.unsupportedFormat(format);
        };
    }

    static void checkParameters(List<Integer> formats, int parameters) {
        if (formats.size() > 1 && formats.size() != parameters) {
            throw SessionErrors.parameterFormatCount(formats.size(), parameters);
        }
    }

    static void checkResults(List<Integer> formats, int columns) {
        if (formats.size() > 1 && formats.size() != columns) {
            throw SessionErrors.resultFormatCount(formats.size(), columns);
        }
    }
}
