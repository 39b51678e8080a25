package dev.borealis.engine.bind;

/** One binding of one statement: its parts, which call each other. */
final class Binding {
    final BindContext context;
    final BindingState state = new BindingState();
    final TypeFacts types;
    final Coercions coercions;
    final OperatorLookup operators;
    final FunctionLookup functions;
    final TypeNameBinder typeNames;
    final NameLookup names;
    final ExpressionBinder expressions;
    final ColumnReferences columns;
    final PredicateBinder predicates;
    final SubqueryBinder subqueries;
    final RowComparisons rows;
    final CallBinder calls;
    final AggregateBinder aggregates;
    final WindowBinder windows;
    final JsonBinder json;
    final FromBinder from;
    final QueryBinder queries;
    final TargetList targets;
    final WithBinder with;
    final StatementBinder statements;

    /** What is bound is stored, to be printed one day. */
    boolean isStored;

    Binding(BindContext context) {
        this.context = context;
        this.types = new TypeFacts(context.names());
        this.coercions =
                new Coercions(
                        types, context.registry(), new Literals(context), context.parameters());
        var selection = new CandidateSelection(types, coercions);
        this.operators = new OperatorLookup(types, coercions, selection, context.registry());
        this.functions = new FunctionLookup(context, types, coercions, selection);
        this.typeNames = new TypeNameBinder(context, types);
        this.names = new NameLookup(context, state);
        this.expressions = new ExpressionBinder(this);
        this.columns = new ColumnReferences(this);
        this.predicates = new PredicateBinder(this);
        this.subqueries = new SubqueryBinder(this);
        this.rows = new RowComparisons(this);
        this.calls = new CallBinder(this);
        this.aggregates = new AggregateBinder(this);
        this.windows = new WindowBinder(this);
        this.json = new JsonBinder(this);
        this.from = new FromBinder(this);
        this.queries = new QueryBinder(this);
        this.targets = new TargetList(this);
        this.with = new WithBinder(this);
        this.statements = new StatementBinder(this);
    }
}
