package dev.borealis.engine.tree;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tags of the records of bound trees in their stored encoding. A tag never changes its class and is never given
 * again; a new kind of node takes a new number at the end of its block.
 */
public final class TreeTags {
    private TreeTags() {}

    /** 1 to 999; catalog definitions begin at 1,000. */
    public static Map<Integer, Class<? extends Record>> tags() {
        var tags = new LinkedHashMap<Integer, Class<? extends Record>>();
        tags.put(1, Scalar.Constant.class);
        tags.put(2, Scalar.Parameter.class);
        tags.put(3, Scalar.Column.class);
        tags.put(4, Scalar.FunctionCall.class);
        tags.put(5, Scalar.Coercion.class);
        tags.put(6, Scalar.ElementPlaceholder.class);
        tags.put(7, Scalar.And.class);
        tags.put(8, Scalar.Or.class);
        tags.put(9, Scalar.Not.class);
        tags.put(10, Scalar.NullTest.class);
        tags.put(11, Scalar.BooleanTest.class);
        tags.put(12, Scalar.DistinctFrom.class);
        tags.put(13, Scalar.NullIf.class);
        tags.put(14, Scalar.Coalesce.class);
        tags.put(15, Scalar.Extreme.class);
        tags.put(16, Scalar.Case.class);
        tags.put(17, Scalar.When.class);
        tags.put(18, Scalar.ArrayComparison.class);
        tags.put(19, Scalar.ArrayConstructor.class);
        tags.put(20, Scalar.RowConstructor.class);
        tags.put(21, Scalar.RowComparison.class);
        tags.put(22, Scalar.Subscript.class);
        tags.put(23, Scalar.Index.class);
        tags.put(24, Scalar.FieldAccess.class);
        tags.put(25, Scalar.Subquery.class);
        tags.put(26, Scalar.SubqueryColumn.class);
        tags.put(27, Scalar.AggregateCall.class);
        tags.put(28, Scalar.WindowCall.class);
        tags.put(29, Scalar.Grouping.class);
        tags.put(30, Scalar.SessionValue.class);
        tags.put(31, Scalar.JsonConstructor.class);
        tags.put(32, Scalar.Ordering.class);
        tags.put(200, Query.class);
        tags.put(201, Query.Select.class);
        tags.put(202, Query.SetOperation.class);
        tags.put(203, Query.Target.class);
        tags.put(204, Query.SortKey.class);
        tags.put(205, Query.RowLock.class);
        tags.put(206, Query.Window.class);
        tags.put(207, Query.FrameBound.class);
        tags.put(300, RangeEntry.Relation.class);
        tags.put(301, RangeEntry.Subquery.class);
        tags.put(302, RangeEntry.Functions.class);
        tags.put(303, RangeEntry.TableFunction.class);
        tags.put(304, RangeEntry.Values.class);
        tags.put(305, RangeEntry.CommonTableReference.class);
        tags.put(306, RangeEntry.SetResult.class);
        tags.put(400, CommonTable.class);
        tags.put(410, FromItem.Range.class);
        tags.put(411, FromItem.Join.class);
        tags.put(500, Modification.Insert.class);
        tags.put(501, Modification.Update.class);
        tags.put(502, Modification.Delete.class);
        tags.put(503, Modification.Assignment.class);
        tags.put(504, Modification.OnConflict.class);
        tags.put(505, Modification.ViewCheck.class);
        return tags;
    }
}
