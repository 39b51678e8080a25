package dev.borealis.engine.plan;

/**
 * A property and where it is told. The text form leaves out what goes without saying, and says some things in its own way.
 */
public record ExplainDetail(ExplainProperty property, boolean inText, boolean inDocument) {
    /** Told in every format. */
    public static ExplainDetail of(ExplainProperty property) {
        return new ExplainDetail(property, true, true);
    }

    /** Told in the text form alone. */
    public static ExplainDetail ofText(ExplainProperty property) {
        return new ExplainDetail(property, true, false);
    }

    /** Told in all formats but the text form. */
    public static ExplainDetail ofDocument(ExplainProperty property) {
        return new ExplainDetail(property, false, true);
    }
}
