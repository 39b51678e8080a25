package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SequenceErrors;

import java.util.List;

/** CREATE SEQUENCE and ALTER SEQUENCE. */
final class SequenceDefiner {
    private final Edit edit;
    private final Sequences sequences;

    SequenceDefiner(Edit edit, Sequences sequences) {
        this.edit = edit;
        this.sequences = sequences;
    }

    static void checkCount(Edit edit) {
        long count =
                edit.catalog().relations().stream()
                        .filter(Relation.Sequence.class::isInstance)
                        .count();
        if (count >= Limits.SEQUENCES) {
            throw ObjectLimitErrors.tooManySequences(Limits.SEQUENCES);
        }
    }

    DefinitionResult create(SequenceStatement.CreateSequence statement) {
        if (statement.persistence() == TableStatement.Persistence.TEMPORARY) {
            throw DefinitionErrors.notSupportedFor("TEMPORARY or TEMP sequence", "CREATE SEQUENCE");
        }
        SequenceOptions options = SequenceOptions.read(edit, statement.options(), "sequence");
        options.requireCache("CREATE SEQUENCE");
        SchemaDefinition schema = edit.schemaFor(statement.name());
        String name = statement.name().last();
        if (statement.ifNotExists() && edit.catalog().relation(schema.oid(), name) != null) {
            edit.notice(
                    DefinitionErrors.skippedDuplicate(DefinitionErrors.duplicateRelation(name)));
            return DefinitionResult.tag("CREATE SEQUENCE");
        }
        edit.requireFreeName(schema.oid(), name);
        checkCount(edit);
        var base =
                new Relation.Sequence(
                        edit.nextOid(),
                        schema.oid(),
                        name,
                        edit.context.role(),
                        1,
                        1,
                        1,
                        Long.MAX_VALUE,
                        1,
                        false,
                        0,
                        0,
                        false,
                        DefaultRights.of(edit, schema.oid(), 'S'));
        edit.editor.put(owned(options.apply(base, true, "CREATE SEQUENCE"), options));
        return DefinitionResult.tag("CREATE SEQUENCE");
    }

    DefinitionResult alter(SequenceStatement.AlterSequence statement) {
        Relation found = edit.find(statement.name());
        if (found == null && statement.ifExists()) {
            edit.notice(
                    DefinitionErrors.skippedMissing(
                            NameErrors.relationDoesNotExist(statement.name().dotted())));
            return DefinitionResult.tag("ALTER SEQUENCE");
        }
        if (!(edit.relation(statement.name()) instanceof Relation.Sequence sequence)) {
            throw DefinitionErrors.wrongKind(statement.name().last(), "a sequence");
        }
        edit.requireOwner(sequence);
        change(
                sequence,
                SequenceOptions.read(edit, statement.options(), "sequence"),
                "CREATE SEQUENCE");
        return DefinitionResult.tag("ALTER SEQUENCE");
    }

    /** Applies options to an existing sequence. RESTART takes effect at once, as setval does. */
    void change(Relation.Sequence sequence, SequenceOptions options, String what) {
        Relation.Sequence changed = owned(options.apply(sequence, false, what), options);
        edit.editor.put(changed);
        if (options.restarts()) {
            sequences.set(changed, options.restartAt(changed), false);
        } else {
            sequences.forget(sequence.oid());
        }
    }

    private Relation.Sequence owned(Relation.Sequence sequence, SequenceOptions options) {
        QualifiedName owner = options.owner();
        if (owner == null) {
            return sequence;
        }
        if (sequence.identity()) {
            throw SequenceErrors.ownerOfIdentity(
                    sequence.name(), edit.catalog().table(sequence.ownerTable()).name());
        }
        if (owner.parts().size() == 1) {
            if (!owner.last().equals("none")) {
                throw SequenceErrors.sequenceOwnedBy();
            }
            return Sequences.ownedBy(sequence, 0, 0);
        }
        List<String> table = owner.parts().subList(0, owner.parts().size() - 1);
        Relation.Table found = edit.table(new QualifiedName(table, owner.position()));
        ColumnDefinition column = found.findColumn(owner.last());
        if (column == null) {
            throw DefinitionErrors.undefinedColumnOf(owner.last(), found.name());
        }
        return Sequences.ownedBy(sequence, found.oid(), column.number());
    }
}
