package dev.borealis.sql.ast;

import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What is said in the same way of every kind of object. */
public sealed interface ObjectStatement extends DefinitionStatement {
    /** {@code DROP kind [IF EXISTS] objects [CASCADE|RESTRICT]}. */
    record Drop(
            ObjectKind kind,
            List<ObjectReference> objects,
            boolean ifExists,
            boolean cascade,
            boolean concurrently)
            implements ObjectStatement {
        public Drop {
            objects = List.copyOf(objects);
        }
    }

    /**
     * {@code ALTER kind … RENAME [part] TO newName}.
     *
     * @param kind what gets the name: COLUMN and CONSTRAINT of {@code object}, else the object itself
     * @param objectKind the kind written after ALTER
     * @param object the object, or for a part its owner
     * @param part the old name of the column, attribute or constraint, else null
     */
    record Rename(
            ObjectKind kind,
            ObjectKind objectKind,
            ObjectReference object,
            boolean only,
            @Nullable String part,
            String newName,
            boolean ifExists,
            boolean cascade)
            implements ObjectStatement {}

    /** {@code ALTER kind … OWNER TO owner}; of a table, view, index or sequence it is an ALTER TABLE command too. */
    record SetOwner(ObjectKind kind, ObjectReference object, RoleName owner)
            implements ObjectStatement {}

    /** {@code ALTER kind … SET SCHEMA schema}. */
    record SetSchema(
            ObjectKind kind, ObjectReference object, boolean only, String schema, boolean ifExists)
            implements ObjectStatement {}

    /** {@code ALTER kind … [NO] DEPENDS ON EXTENSION extension}. */
    record DependsOnExtension(
            ObjectKind kind, ObjectReference object, String extension, boolean remove)
            implements ObjectStatement {}

    /** {@code COMMENT ON kind object IS text}; null removes the comment. */
    record Comment(ObjectKind kind, ObjectReference object, @Nullable Bytes text)
            implements ObjectStatement {}
}
