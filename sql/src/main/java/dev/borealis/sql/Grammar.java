package dev.borealis.sql;

/**
 * The parts of the grammar, made when first needed: they call each other in circles, and a point query needs few of
 * them.
 */
final class Grammar {
    final Cursor cursor;

    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private final CallParser calls;
    private final TypeParser types;
    private final QueryParser queries;
    private final FromParser from;
    private final StatementParser statements;
    private final WithParser with;

    Grammar(Cursor cursor) {
        this.cursor = cursor;
        this.types = new TypeParser(this);
        this.primaries = new PrimaryParser(this);
        this.calls = new CallParser(this);
        this.expressions = new ExpressionParser(this);
        this.queries = new QueryParser(this);
        this.from = new FromParser(this);
        this.with = new WithParser(this);
        this.statements = new StatementParser(this);
    }

    ExpressionParser expressions() {
        return expressions;
    }

    PrimaryParser primaries() {
        return primaries;
    }

    CallParser calls() {
        return calls;
    }

    TypeParser types() {
        return types;
    }

    QueryParser queries() {
        return queries;
    }

    FromParser from() {
        return from;
    }

    WithParser with() {
        return with;
    }

    StatementParser statements() {
        return statements;
    }

    SpecialCallParser specialCalls() {
        return new SpecialCallParser(this);
    }

    JsonParser json() {
        return new JsonParser(this);
    }

    XmlParser xml() {
        return new XmlParser(this);
    }

    WindowParser windows() {
        return new WindowParser(this);
    }

    OptionParser options() {
        return new OptionParser(this);
    }

    SessionParser session() {
        return new SessionParser(this);
    }

    UtilityParser utilities() {
        return new UtilityParser(this);
    }

    CreateParser create() {
        return new CreateParser(this);
    }

    TableParser tables() {
        return new TableParser(this);
    }

    ConstraintParser constraints() {
        return new ConstraintParser(this);
    }

    AlterTableParser alterTable() {
        return new AlterTableParser(this);
    }

    AlterParser alter() {
        return new AlterParser(this);
    }

    DropParser drop() {
        return new DropParser(this);
    }

    FunctionParser functions() {
        return new FunctionParser(this);
    }

    SequenceParser sequences() {
        return new SequenceParser(this);
    }

    GrantParser grants() {
        return new GrantParser(this);
    }

    RoleParser roles() {
        return new RoleParser(this);
    }

    RareParser rare() {
        return new RareParser(this);
    }

    ChangeParser changes() {
        return new ChangeParser(this);
    }
}
