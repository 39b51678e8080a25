package dev.borealis.engine.catalog;

/**
 * What is stored of one object of the catalog, under a key of its own (see {@link DefinitionFormat}): always an immutable
 * record. A change of an object is a new definition under the same key.
 */
public sealed interface Definition
        permits SchemaDefinition,
                Relation.Stored,
                TypeDefinition.Domain,
                UserFunction,
                RoleDefinition,
                CommentDefinition,
                DefaultPrivileges,
                ExtendedStatistics {}
