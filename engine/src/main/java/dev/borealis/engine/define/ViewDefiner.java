package dev.borealis.engine.define;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.tree.Query;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.sql.ast.ViewStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CREATE VIEW. */
final class ViewDefiner {
    static final String CHECK_OPTION = "check_option";
    private static final Set<String> BOOLEAN_OPTIONS =
            Set.of("security_barrier", "security_invoker");
    private static final Set<String> CHECK_OPTIONS = Set.of("local", "cascaded");

    private final Edit edit;

    ViewDefiner(Edit edit) {
        this.edit = edit;
    }

    DefinitionResult create(ViewStatement.CreateView statement) {
        if (statement.temporary()) {
            throw DefinitionErrors.notSupportedFor("TEMPORARY or TEMP view", "CREATE VIEW");
        }
        SchemaDefinition schema = edit.schemaFor(statement.name());
        Query query = edit.binder().view(statement.query());
        List<Relation.ViewColumn> columns = columns(statement, query);
        Map<String, String> options = options(statement);
        if (options.containsKey(CHECK_OPTION)) {
            requireUpdatable(query);
        }
        String name = statement.name().last();
        Relation existing = edit.catalog().relation(schema.oid(), name);
        if (existing != null && statement.orReplace()) {
            if (!(existing instanceof Relation.View view)) {
                throw DefinitionErrors.wrongKind(name, "a view");
            }
            edit.requireOwner(view);
            replace(view, columns, query, options);
            return DefinitionResult.tag("CREATE VIEW");
        }
        edit.requireFreeName(schema.oid(), name);
        long views =
                edit.catalog().relations().stream().filter(Relation.View.class::isInstance).count();
        if (views >= Limits.VIEWS) {
            throw ObjectLimitErrors.tooManyViews(Limits.VIEWS);
        }
        put(
                new Relation.View(
                        edit.nextOid(),
                        schema.oid(),
                        name,
                        edit.context.role(),
                        columns,
                        query,
                        options,
                        DefaultRights.of(edit, schema.oid(), 'r'),
                        edit.nextOid()));
        return DefinitionResult.tag("CREATE VIEW");
    }

    private void put(Relation.View view) {
        if (CatalogEditor.storedBytes(view) > Limits.VIEW_DEFINITION_BYTES) {
            throw ObjectLimitErrors.viewTooLarge();
        }
        edit.editor.put(view);
    }

    private List<Relation.ViewColumn> columns(ViewStatement.CreateView statement, Query query) {
        List<Query.Target> targets =
                query.targets().stream().filter(target -> !target.hidden()).toList();
        if (statement.columns().size() > targets.size()) {
            throw DefinitionErrors.viewMoreNames();
        }
        var columns = new ArrayList<Relation.ViewColumn>();
        var seen = new HashSet<String>();
        for (int i = 0; i < targets.size(); i++) {
            String name =
                    i < statement.columns().size()
                            ? statement.columns().get(i)
                            : targets.get(i).name();
            if (!seen.add(name)) {
                throw DefinitionErrors.duplicateColumn(name);
            }
            columns.add(new Relation.ViewColumn(name, targets.get(i).value().type()));
        }
        return columns;
    }

    private static Map<String, String> options(ViewStatement.CreateView statement) {
        var options = new TreeMap<String, String>();
        for (UtilityStatement.Option option : statement.options()) {
            options.put(option.name(), optionText(option));
        }
        if (statement.checkOption() != null) {
            options.put(
                    CHECK_OPTION,
                    switch (statement.checkOption()) {
                        case LOCAL -> "local";
                        case CASCADED -> "cascaded";
                    });
        }
        return options;
    }

    /** CHECK OPTION needs a view that can be changed through. */
    static void requireUpdatable(Query query) {
        String problem = Binder.whyNotUpdatable(query);
        if (problem != null) {
            throw DefinitionErrors.checkOptionNotUpdatable(problem);
        }
    }

    /** The value of an option that views have, as it is recorded. */
    static String optionText(UtilityStatement.Option option) {
        String text = written(option);
        if (option.name().equals(CHECK_OPTION)) {
            if (!CHECK_OPTIONS.contains(text.toLowerCase(Locale.ROOT))) {
                throw DefinitionErrors.invalidCheckOption(text);
            }
        } else if (!BOOLEAN_OPTIONS.contains(option.name())) {
            throw DefinitionErrors.unrecognizedParameter(option.name());
        } else if (!isBoolean(text)) {
            throw DefinitionErrors.invalidBooleanOption(option.name(), text);
        }
        return text;
    }

    private static boolean isBoolean(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return !word.isEmpty()
                && (Stream.of("true", "false", "yes", "no").anyMatch(one -> one.startsWith(word))
                        || Set.of("on", "off", "of", "1", "0").contains(word));
    }

    private static String written(UtilityStatement.Option option) {
        return switch (option.value()) {
            case UtilityStatement.OptionValue.None _ -> "true";
            case UtilityStatement.OptionValue.Text text -> text.text();
            case UtilityStatement.OptionValue.Number number ->
                    number.number() instanceof dev.borealis.sql.ast.Constant.IntegerConstant integer
                            ? String.valueOf(integer.value())
                            : "";
            case UtilityStatement.OptionValue.Names names -> String.join(", ", names.names());
            case UtilityStatement.OptionValue.Star _ -> "*";
        };
    }

    private void replace(
            Relation.View view,
            List<Relation.ViewColumn> columns,
            Query query,
            Map<String, String> options) {
        if (columns.size() < view.columns().size()) {
            throw DefinitionErrors.viewDropsColumns();
        }
        var kept = new ArrayList<>(columns); // with the default values that the view had
        for (int i = 0; i < view.columns().size(); i++) {
            Relation.ViewColumn before = view.columns().get(i);
            Relation.ViewColumn after = columns.get(i);
            kept.set(i, new Relation.ViewColumn(after.name(), after.type(), before.defaultValue()));
            if (!before.name().equals(after.name())) {
                throw DefinitionErrors.viewChangesName(before.name(), after.name())
                        .withHint(
                                "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
            }
            if (!before.type().equals(after.type())) {
                throw DefinitionErrors.viewChangesType(
                        before.name(), show(before.type()), show(after.type()));
            }
        }
        put(
                new Relation.View(
                        view.oid(),
                        view.schema(),
                        view.name(),
                        view.owner(),
                        kept,
                        query,
                        options,
                        view.privileges(),
                        view.rowType()));
    }

    private String show(SqlType type) {
        return type.display(edit.names());
    }
}
