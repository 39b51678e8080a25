package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The SQL/JSON constructors and predicate of PostgreSQL 16. */
public sealed interface JsonExpression extends Expression {
    /** {@code FORMAT JSON [ENCODING name]}. */
    record Format(@Nullable String encoding, int position) {}

    /** {@code value [FORMAT JSON …]}. */
    record Value(Expression expression, @Nullable Format format) {}

    /** {@code key : value} or {@code key VALUE value}. */
    record KeyValue(Expression key, Value value) {}

    /** {@code RETURNING type [FORMAT JSON …]}. */
    record Output(TypeName type, @Nullable Format format) {}

    /** {@code JSON_OBJECT(key : value, … [ABSENT ON NULL] [WITH UNIQUE KEYS] [RETURNING output])}. */
    record ObjectConstructor(
            List<KeyValue> entries,
            boolean absentOnNull,
            boolean uniqueKeys,
            @Nullable Output output,
            int position)
            implements JsonExpression {
        public ObjectConstructor {
            entries = List.copyOf(entries);
        }
    }

    /** {@code JSON_ARRAY(element, … [RETURNING output])}; nulls are left out unless NULL ON NULL. */
    record ArrayConstructor(
            List<Value> elements, boolean absentOnNull, @Nullable Output output, int position)
            implements JsonExpression {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** {@code JSON_ARRAY(SELECT …)}. */
    record ArrayQuery(Select query, @Nullable Format format, @Nullable Output output, int position)
            implements JsonExpression {}

    /** {@code JSON_OBJECTAGG(key : value …)}. */
    record ObjectAggregate(
            KeyValue entry,
            boolean absentOnNull,
            boolean uniqueKeys,
            @Nullable Output output,
            @Nullable Expression filter,
            @Nullable WindowDefinition over,
            int position)
            implements JsonExpression {}

    /** {@code JSON_ARRAYAGG(element [ORDER BY …] …)}. */
    record ArrayAggregate(
            Value element,
            List<SortItem> orderBy,
            boolean absentOnNull,
            @Nullable Output output,
            @Nullable Expression filter,
            @Nullable WindowDefinition over,
            int position)
            implements JsonExpression {
        public ArrayAggregate {
            orderBy = List.copyOf(orderBy);
        }
    }

    /** Which JSON is asked for. */
    enum ItemKind {
        VALUE,
        OBJECT,
        ARRAY,
        SCALAR
    }

    /** {@code value IS JSON [kind] [WITH UNIQUE KEYS]}; its negation is {@link Expression.Not} round it. */
    record IsJson(
            Expression value,
            @Nullable Format format,
            ItemKind kind,
            boolean uniqueKeys,
            int position)
            implements JsonExpression {}
}
