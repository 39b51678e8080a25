package dev.borealis.engine.define;

import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.CommentDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.ExtendedStatistics;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.define.Dropper.Thing;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.RoleErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is said in the same way of every kind of object: DROP, RENAME, OWNER TO, SET SCHEMA, COMMENT. */
final class ObjectDefiner {
    /** What IF EXISTS lets pass. */
    private static final Set<SqlState> MISSING =
            Set.of(
                    SqlState.UNDEFINED_TABLE,
                    SqlState.UNDEFINED_OBJECT,
                    SqlState.UNDEFINED_FUNCTION,
                    SqlState.INVALID_SCHEMA_NAME);

    private final Edit edit;

    ObjectDefiner(Edit edit) {
        this.edit = edit;
    }

    // DROP

    DefinitionResult drop(ObjectStatement.Drop statement) {
        var tag = DefinitionResult.tag("DROP " + statement.kind().words());
        if (statement.concurrently()) {
            throw DefinitionErrors.notSupportedFor("CONCURRENTLY", "DROP INDEX");
        }
        if (statement.kind() == ObjectKind.DOMAIN && statement.cascade()) {
            throw DialectErrors.dropDomainCascade();
        }
        var things = new ArrayList<Thing>();
        for (ObjectReference object : statement.objects()) {
            try {
                things.add(thing(statement.kind(), object));
            } catch (SqlException missing) {
                if (!statement.ifExists() || !isMissing(missing)) {
                    throw missing;
                }
                edit.notice(
                        DefinitionErrors.skippedMissing(
                                missing.state() == SqlState.UNDEFINED_FUNCTION
                                        ? Signatures.skipped(object)
                                        : missing));
            }
        }
        if (!things.isEmpty()) {
            new Dropper(edit, statement.cascade()).drop(things);
        }
        return tag;
    }

    private static boolean isMissing(SqlException error) {
        return MISSING.contains(error.state());
    }

    private Thing thing(ObjectKind kind, ObjectReference object) {
        QualifiedName name = object.name();
        return switch (DefinedKind.of(kind)) {
            case RELATION, INDEX -> {
                Relation relation = droppable(kind, name);
                yield new Thing.OfRelation(relation.oid());
            }
            case SCHEMA -> {
                SchemaDefinition schema = edit.schema(name.last());
                new Rights(edit.catalog())
                        .requireOwner(edit.context.role(), schema.owner(), "schema", schema.name());
                if (Edit.isSystem(schema.oid())) {
                    throw SessionErrors.permissionDenied("schema", schema.name());
                }
                yield new Thing.OfSchema(schema.oid());
            }
            case TYPE -> {
                TypeDefinition.Domain domain = edit.findDomain(name);
                if (domain == null) {
                    throw DefinitionErrors.undefinedObject("type", name.dotted());
                }
                new Rights(edit.catalog())
                        .requireOwner(edit.context.role(), domain.owner(), "type", domain.name());
                yield new Thing.OfType(domain.oid());
            }
            case FUNCTION -> {
                UserFunction function = function(object);
                yield new Thing.OfFunction(function.signature().oid());
            }
            case STATISTICS -> new Thing.OfStatistics(statistics(name).oid());
            case COLUMN, CONSTRAINT, ROLE, DATABASE, OTHER ->
                    throw DialectErrors.statement("Drop" + kind.words());
        };
    }

    private Relation droppable(ObjectKind kind, QualifiedName name) {
        if (name.schema() != null) {
            edit.schema(name.schema());
        }
        Relation relation = edit.find(name);
        String word = kind.words().toLowerCase(java.util.Locale.ROOT);
        if (relation == null) {
            throw kind == ObjectKind.TABLE || kind == ObjectKind.VIEW
                    ? DefinitionErrors.undefinedTableLike(word, name.dotted())
                    : kind == ObjectKind.SEQUENCE
                            ? DefinitionErrors.undefinedTableLike(word, name.dotted())
                            : DefinitionErrors.undefinedObject(word, name.dotted());
        }
        if (relation instanceof Relation.SystemRelation) {
            throw SessionErrors.permissionDenied("table", relation.name());
        }
        if (!Edit.kindWord(relation).equals(word)) {
            throw DefinitionErrors.wrongKind(
                            relation.name(), (kind == ObjectKind.INDEX ? "an " : "a ") + word)
                    .withHint(
                            "Use DROP "
                                    + Edit.kindWord(relation).toUpperCase(java.util.Locale.ROOT)
                                    + " to remove "
                                    + (relation instanceof Relation.Index ? "an " : "a ")
                                    + Edit.kindWord(relation)
                                    + ".");
        }
        edit.requireOwner(relation);
        if (relation instanceof Relation.Index index) {
            for (ConstraintDefinition constraint :
                    edit.catalog().table(index.table()).constraints()) {
                if (constraint instanceof ConstraintDefinition.Unique unique
                        && unique.index() == index.oid()) {
                    String by =
                            "constraint "
                                    + unique.name()
                                    + " on table "
                                    + edit.display(edit.catalog().table(index.table()));
                    throw DefinitionErrors.requiredBy("index " + edit.display(index), by)
                            .withHint("You can drop " + by + " instead.");
                }
            }
        }
        if (relation instanceof Relation.Sequence sequence && sequence.identity()) {
            Relation.Table table = edit.catalog().table(sequence.ownerTable());
            String by =
                    "column "
                            + table.column(sequence.ownerColumn()).name()
                            + " of table "
                            + edit.display(table);
            throw DefinitionErrors.requiredBy("sequence " + edit.display(sequence), by)
                    .withHint("You can drop " + by + " instead.");
        }
        return relation;
    }

    private UserFunction function(ObjectReference object) {
        UserFunction function = Signatures.find(edit, object);
        if (function == null) {
            throw Signatures.missing(edit, object);
        }
        new Rights(edit.catalog())
                .requireOwner(
                        edit.context.role(),
                        function.owner(),
                        "function",
                        function.signature().name());
        return function;
    }

    private ExtendedStatistics statistics(QualifiedName name) {
        for (ExtendedStatistics statistics : edit.catalog().extendedStatistics()) {
            String schema = edit.schemaName(statistics.schema());
            boolean inSchema =
                    name.schema() == null
                            ? edit.names().searchPath().stream()
                                    .anyMatch(one -> one.name().equals(schema))
                            : name.schema().equals(schema);
            if (inSchema && statistics.name().equals(name.last())) {
                return statistics;
            }
        }
        throw DefinitionErrors.undefinedObject("statistics object", name.dotted());
    }

    // RENAME

    DefinitionResult rename(ObjectStatement.Rename statement) {
        var tag = DefinitionResult.tag("ALTER " + statement.objectKind().words());
        QualifiedName name = statement.object().name();
        switch (DefinedKind.of(statement.objectKind())) {
            case RELATION, INDEX -> {
                Relation relation = edit.find(name);
                if (relation == null && statement.ifExists()) {
                    edit.notice(
                            DefinitionErrors.skippedMissing(
                                    NameErrors.relationDoesNotExist(name.dotted())));
                    return tag;
                }
                renameRelation(edit.relation(name), statement);
            }
            case SCHEMA -> {
                SchemaDefinition schema = edit.schema(name.last());
                new Rights(edit.catalog())
                        .requireOwner(edit.context.role(), schema.owner(), "schema", schema.name());
                if (edit.catalog().schema(statement.newName()) != null) {
                    throw DefinitionErrors.duplicateSchema(statement.newName());
                }
                if (statement.newName().startsWith("pg_")) {
                    throw DefinitionErrors.reservedSchemaName(statement.newName())
                            .withDetail("The prefix \"pg_\" is reserved for system schemas.");
                }
                edit.editor.put(
                        new SchemaDefinition(
                                schema.oid(),
                                statement.newName(),
                                schema.owner(),
                                schema.privileges()));
            }
            case ROLE -> new RoleDefiner(edit).rename(name.last(), statement.newName());
            case TYPE -> new DomainDefiner(edit).rename(statement);
            case FUNCTION -> {
                UserFunction function = function(statement.object());
                edit.editor.put(FunctionDefiner.renamed(edit, function, statement.newName()));
            }
            case STATISTICS -> {
                ExtendedStatistics one = statistics(name);
                edit.editor.put(
                        new ExtendedStatistics(
                                one.oid(),
                                one.schema(),
                                statement.newName(),
                                one.owner(),
                                one.table(),
                                one.columns(),
                                one.expressions(),
                                one.kinds(),
                                one.target()));
            }
            case COLUMN, CONSTRAINT, DATABASE, OTHER -> throw DialectErrors.statement("Rename");
        }
        return tag;
    }

    private void renameRelation(Relation relation, ObjectStatement.Rename statement) {
        if (relation instanceof Relation.SystemRelation) {
            throw SessionErrors.permissionDenied("table", relation.name());
        }
        if (statement.kind() == ObjectKind.VIEW && !(relation instanceof Relation.View)) {
            throw DefinitionErrors.wrongKind(relation.name(), "a view");
        }
        if (statement.kind() == ObjectKind.SEQUENCE && !(relation instanceof Relation.Sequence)) {
            throw DefinitionErrors.wrongKind(relation.name(), "a sequence");
        }
        edit.requireOwner(relation);
        if (statement.kind() == ObjectKind.COLUMN) {
            renameColumn(
                    relation,
                    java.util.Objects.requireNonNull(statement.part()),
                    statement.newName());
        } else if (statement.kind() == ObjectKind.CONSTRAINT) {
            renameConstraint(
                    relation,
                    java.util.Objects.requireNonNull(statement.part()),
                    statement.newName());
        } else {
            edit.requireFreeName(relation.schema(), statement.newName());
            edit.editor.put(
                    Relations.changed(
                            relation, relation.schema(), statement.newName(), relation.owner()));
            if (relation instanceof Relation.Index index) {
                renameConstraintOf(index, statement.newName());
            }
        }
    }

    private void renameConstraintOf(Relation.Index index, String newName) {
        var draft = new TableDraft(edit.catalog().table(index.table()));
        for (int i = 0; i < draft.constraints.size(); i++) {
            if (draft.constraints.get(i) instanceof ConstraintDefinition.Unique unique
                    && unique.index() == index.oid()) {
                draft.constraints.set(i, Constraints.named(unique, newName));
                draft.save(edit);
            }
        }
    }

    private void renameColumn(Relation relation, String part, String newName) {
        if (relation instanceof Relation.View view) {
            var columns = new ArrayList<Relation.ViewColumn>();
            boolean found = false;
            for (Relation.ViewColumn column : view.columns()) {
                if (column.name().equals(newName)) {
                    throw DefinitionErrors.duplicateColumnOf(newName, view.name());
                }
                found |= column.name().equals(part);
                columns.add(
                        column.name().equals(part)
                                ? new Relation.ViewColumn(
                                        newName, column.type(), column.defaultValue())
                                : column);
            }
            if (!found) {
                throw DefinitionErrors.undefinedColumn(part);
            }
            edit.editor.put(Relations.withColumns(view, columns));
            return;
        }
        if (!(relation instanceof Relation.Table table)) {
            throw DefinitionErrors.cannotRenameColumnsOf(relation.name(), Edit.kindWords(relation));
        }
        ColumnTypes.checkName(newName);
        var draft = new TableDraft(table);
        ColumnDefinition column = draft.find(part);
        if (column == null) {
            throw DefinitionErrors.undefinedColumn(part);
        }
        if (draft.find(newName) != null) {
            throw DefinitionErrors.duplicateColumnOf(newName, table.name());
        }
        draft.set(Columns.named(column, newName));
        draft.save(edit);
    }

    private void renameConstraint(Relation relation, String part, String newName) {
        if (!(relation instanceof Relation.Table table)) {
            throw DefinitionErrors.undefinedConstraintOfTable(part, relation.name());
        }
        var draft = new TableDraft(table);
        ConstraintDefinition constraint = draft.constraint(part);
        if (constraint == null) {
            throw DefinitionErrors.undefinedConstraintOfTable(part, table.name());
        }
        if (draft.constraint(newName) != null) {
            throw DefinitionErrors.duplicateConstraint(newName, table.name());
        }
        if (constraint instanceof ConstraintDefinition.Unique unique) {
            if (edit.catalog().relation(table.schema(), newName) != null) {
                throw DefinitionErrors.duplicateRelation(newName);
            }
            edit.editor.put(Indexes.named(edit.catalog().index(unique.index()), newName));
        }
        draft.constraints.set(
                draft.constraints.indexOf(constraint), Constraints.named(constraint, newName));
        draft.save(edit);
    }

    // OWNER TO, SET SCHEMA

    DefinitionResult setOwner(ObjectStatement.SetOwner statement) {
        QualifiedName name = statement.object().name();
        int owner = edit.role(statement.owner()).oid();
        switch (DefinedKind.of(statement.kind())) {
            case RELATION, INDEX -> setOwner(edit.relation(name), statement.owner());
            case SCHEMA -> {
                SchemaDefinition schema = edit.schema(name.last());
                new Rights(edit.catalog())
                        .requireOwner(edit.context.role(), schema.owner(), "schema", schema.name());
                edit.editor.put(
                        new SchemaDefinition(
                                schema.oid(),
                                schema.name(),
                                owner,
                                AccessList.ofNewOwner(schema.privileges(), schema.owner(), owner)));
            }
            case FUNCTION ->
                    edit.editor.put(FunctionDefiner.owned(function(statement.object()), owner));
            case TYPE -> new DomainDefiner(edit).setOwner(name, owner);
            case STATISTICS -> {
                ExtendedStatistics one = statistics(name);
                edit.editor.put(
                        new ExtendedStatistics(
                                one.oid(),
                                one.schema(),
                                one.name(),
                                owner,
                                one.table(),
                                one.columns(),
                                one.expressions(),
                                one.kinds(),
                                one.target()));
            }
            case COLUMN, CONSTRAINT, ROLE, DATABASE, OTHER ->
                    throw DialectErrors.statement("AlterOwner");
        }
        return DefinitionResult.tag("ALTER " + statement.kind().words());
    }

    /** A table takes its indexes and its own sequences along. */
    void setOwner(Relation relation, RoleName to) {
        edit.requireOwner(relation);
        RoleDefinition owner = edit.role(to);
        if (!new Rights(edit.catalog()).isMember(edit.context.role(), owner.oid())) {
            throw RoleErrors.mustBeMember(owner.name());
        }
        change(relation, relation.schema(), owner.oid());
    }

    private void change(Relation relation, int schema, int owner) {
        edit.editor.put(Relations.changed(relation, schema, relation.name(), owner));
        if (relation instanceof Relation.Table table) {
            table.indexes()
                    .forEach(
                            index ->
                                    edit.editor.put(
                                            Indexes.moved(
                                                    edit.catalog().index(index), schema, owner)));
            for (Relation other : List.copyOf(edit.catalog().relations())) {
                if (other instanceof Relation.Sequence sequence
                        && sequence.ownerTable() == table.oid()) {
                    edit.editor.put(Relations.changed(sequence, schema, sequence.name(), owner));
                }
            }
        }
    }

    DefinitionResult setSchema(ObjectStatement.SetSchema statement) {
        var tag = DefinitionResult.tag("ALTER " + statement.kind().words());
        QualifiedName name = statement.object().name();
        SchemaDefinition schema = edit.schema(statement.schema());
        new Rights(edit.catalog()).requireCreate(edit.context.role(), schema);
        switch (DefinedKind.of(statement.kind())) {
            case RELATION -> {
                Relation relation = edit.find(name);
                if (relation == null && statement.ifExists()) {
                    edit.notice(
                            DefinitionErrors.skippedMissing(
                                    NameErrors.relationDoesNotExist(name.dotted())));
                    return tag;
                }
                relation = edit.relation(name);
                edit.requireOwner(relation);
                if (relation.schema() != schema.oid()) {
                    if (edit.catalog().relation(schema.oid(), relation.name()) != null) {
                        throw DefinitionErrors.duplicateInSchema(relation.name(), schema.name());
                    }
                    change(relation, schema.oid(), relation.owner());
                }
            }
            case FUNCTION ->
                    edit.editor.put(FunctionDefiner.moved(function(statement.object()), schema));
            case TYPE -> new DomainDefiner(edit).setSchema(name, schema);
            case INDEX, COLUMN, CONSTRAINT, SCHEMA, STATISTICS, ROLE, DATABASE, OTHER ->
                    throw DialectErrors.statement("AlterObjectSchema");
        }
        return tag;
    }

    // COMMENT

    /** What a comment is about. @param column number, or 0 */
    private record Subject(int classOid, int object, int column) {}

    DefinitionResult comment(ObjectStatement.Comment statement) {
        QualifiedName name = statement.object().name();
        Subject subject =
                switch (DefinedKind.of(statement.kind())) {
                    case RELATION, INDEX -> {
                        Relation relation = edit.relation(name);
                        String word = statement.kind().words().toLowerCase(java.util.Locale.ROOT);
                        if (!Edit.kindWord(relation).equals(word)) {
                            throw DefinitionErrors.wrongKind(
                                    relation.name(),
                                    (statement.kind() == ObjectKind.INDEX ? "an " : "a ") + word);
                        }
                        edit.requireOwner(relation);
                        yield new Subject(SystemOids.CLASS_RELATION, relation.oid(), 0);
                    }
                    case COLUMN -> {
                        List<String> parts = name.parts();
                        Relation relation =
                                edit.relation(
                                        new QualifiedName(
                                                parts.subList(0, parts.size() - 1),
                                                name.position()));
                        edit.requireOwner(relation);
                        yield new Subject(
                                SystemOids.CLASS_RELATION,
                                relation.oid(),
                                columnNumber(relation, name.last()));
                    }
                    case CONSTRAINT -> {
                        Relation.Table table =
                                edit.table(
                                        java.util.Objects.requireNonNull(statement.object().on()));
                        edit.requireOwner(table);
                        ConstraintDefinition constraint =
                                new TableDraft(table).constraint(name.last());
                        if (constraint == null) {
                            throw DefinitionErrors.undefinedConstraintOfTable(
                                    name.last(), table.name());
                        }
                        yield new Subject(SystemOids.CLASS_CONSTRAINT, constraint.oid(), 0);
                    }
                    case SCHEMA ->
                            new Subject(SystemOids.CLASS_SCHEMA, edit.schema(name.last()).oid(), 0);
                    case TYPE -> {
                        TypeDefinition.Domain domain = edit.findDomain(name);
                        if (domain == null) {
                            throw DefinitionErrors.undefinedObject("type", name.dotted());
                        }
                        yield new Subject(SystemOids.CLASS_TYPE, domain.oid(), 0);
                    }
                    case FUNCTION ->
                            new Subject(
                                    SystemOids.CLASS_FUNCTION,
                                    function(statement.object()).signature().oid(),
                                    0);
                    case ROLE ->
                            new Subject(
                                    SystemOids.CLASS_ROLE,
                                    edit.role(new RoleName(RoleName.Kind.NAMED, name.last(), 0))
                                            .oid(),
                                    0);
                    case DATABASE -> new Subject(SystemOids.CLASS_DATABASE, SystemOids.DATABASE, 0);
                    case STATISTICS ->
                            new Subject(SystemOids.CLASS_STATISTICS, statistics(name).oid(), 0);
                    case OTHER -> throw DialectErrors.statement("Comment");
                };
        put(subject.classOid(), subject.object(), subject.column(), statement.text());
        return DefinitionResult.tag("COMMENT");
    }

    private static int columnNumber(Relation relation, String name) {
        if (relation instanceof Relation.Table table) {
            ColumnDefinition column = table.findColumn(name);
            if (column != null) {
                return column.number();
            }
        } else if (relation instanceof Relation.View view) {
            for (int i = 0; i < view.columns().size(); i++) {
                if (view.columns().get(i).name().equals(name)) {
                    return i + 1;
                }
            }
        }
        throw DefinitionErrors.undefinedColumnOf(name, relation.name());
    }

    private void put(int classOid, int object, int column, @Nullable Bytes text) {
        var comment =
                new CommentDefinition(classOid, object, column, text == null ? "" : text.string());
        if (text != null && !text.isEmpty()) {
            edit.editor.put(comment);
        } else if (edit.catalog().comment(classOid, object, column) != null) {
            edit.editor.remove(comment);
        }
    }
}
