package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The XML constructors and predicates that are not plain function calls. */
public sealed interface XmlExpression extends Expression {
    /** {@code value AS name}; the name is taken from a column reference when not written. */
    record Named(@Nullable String name, Expression value, int position) {}

    /** {@code XMLCONCAT(arguments)}. */
    record Concat(List<Expression> arguments, int position) implements XmlExpression {
        public Concat {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code XMLELEMENT(NAME name, XMLATTRIBUTES(attributes), content)}. */
    record Element(String name, List<Named> attributes, List<Expression> content, int position)
            implements XmlExpression {
        public Element {
            attributes = List.copyOf(attributes);
            content = List.copyOf(content);
        }
    }

    /** {@code XMLFOREST(elements)}. */
    record Forest(List<Named> elements, int position) implements XmlExpression {
        public Forest {
            elements = List.copyOf(elements);
        }
    }

    /** {@code XMLPARSE(DOCUMENT | CONTENT value)}. */
    record Parse(boolean document, Expression value, boolean preserveWhitespace, int position)
            implements XmlExpression {}

    /** {@code XMLPI(NAME name, content)}. */
    record ProcessingInstruction(String name, @Nullable Expression content, int position)
            implements XmlExpression {}

    /** {@code XMLROOT(xml, VERSION …, STANDALONE …)}. {@code version} null: NO VALUE. */
    record Root(Expression xml, @Nullable Expression version, Standalone standalone, int position)
            implements XmlExpression {}

    /** The STANDALONE part of XMLROOT. */
    enum Standalone {
        YES,
        NO,
        NO_VALUE,
        OMITTED
    }

    /** {@code XMLSERIALIZE(DOCUMENT | CONTENT value AS type)}. */
    record Serialize(
            boolean document, Expression value, TypeName type, boolean indent, int position)
            implements XmlExpression {}

    /** {@code value IS DOCUMENT}; its negation is {@link Expression.Not} round it. */
    record IsDocument(Expression value, int position) implements XmlExpression {}
}
