package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** An item of FROM. */
public sealed interface TableExpression {
    /** See {@link Statement}. */
    int position();

    /** {@code [AS] name [(columns)]}. */
    record Alias(String name, List<String> columns) {
        public Alias {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A table, view, sequence or CTE by name; also the target of UPDATE, DELETE and DDL.
     *
     * @param only {@code ONLY name}
     */
    record Relation(
            QualifiedName name,
            boolean only,
            @Nullable Alias alias,
            @Nullable TableSample sample,
            int position)
            implements TableExpression {}

    /** {@code TABLESAMPLE method (arguments) [REPEATABLE (seed)]}: refused by DSQL. */
    record TableSample(
            QualifiedName method,
            List<Expression> arguments,
            @Nullable Expression repeatable,
            int position) {
        public TableSample {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code [LATERAL] (query) [AS alias]}. */
    record Subquery(Select query, boolean lateral, @Nullable Alias alias, int position)
            implements TableExpression {}

    /** A column of a column definition list: {@code AS (name type [COLLATE c], …)}. */
    record ColumnDefinition(
            String name, TypeName type, @Nullable QualifiedName collation, int position) {}

    /** One function of ROWS FROM; {@code call} is a function call or another form that looks like one. */
    record FunctionItem(Expression call, List<ColumnDefinition> columns) {
        public FunctionItem {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param rowsFrom written as ROWS FROM (…); otherwise there is one function
     * @param columns the column definition list after a single function
     */
    record Functions(
            List<FunctionItem> functions,
            boolean rowsFrom,
            boolean lateral,
            boolean ordinality,
            @Nullable Alias alias,
            List<ColumnDefinition> columns,
            int position)
            implements TableExpression {
        public Functions {
            functions = List.copyOf(functions);
            columns = List.copyOf(columns);
        }
    }

    /** Kinds of join. */
    enum JoinType {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        /** {@code CROSS JOIN}: inner without a condition. */
        CROSS
    }

    /**
     * @param using the columns of USING, null when there is none
     * @param usingAlias {@code USING (…) AS name}
     * @param alias of a join in parentheses
     */
    record Join(
            JoinType type,
            boolean natural,
            TableExpression left,
            TableExpression right,
            @Nullable Expression on,
            @Nullable List<String> using,
            @Nullable String usingAlias,
            @Nullable Alias alias,
            int position)
            implements TableExpression {
        public Join {
            using = using == null ? null : List.copyOf(using);
        }
    }

    /** {@code XMLTABLE(…)}. */
    record XmlTable(
            List<XmlExpression.Named> namespaces,
            Expression rowPath,
            Expression document,
            List<XmlColumn> columns,
            boolean lateral,
            @Nullable Alias alias,
            int position)
            implements TableExpression {
        public XmlTable {
            namespaces = List.copyOf(namespaces);
            columns = List.copyOf(columns);
        }
    }

    /** {@code type} null: FOR ORDINALITY. */
    record XmlColumn(
            String name,
            @Nullable TypeName type,
            @Nullable Expression path,
            @Nullable Expression defaultValue,
            boolean notNull,
            int position) {}
}
