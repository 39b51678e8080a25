package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.define.SettingText;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.SettingErrors;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** SET, SHOW, RESET and the current role. Parameters of transactions are {@link TransactionControl}'s. */
final class SettingCommands {
    private final Settings settings;
    private final TransactionControl control;
    private final String sessionRole;

    SettingCommands(Settings settings, TransactionControl control, String sessionRole) {
        this.settings = settings;
        this.control = control;
        this.sessionRole = sessionRole;
    }

    /** Name of the current role: SET ROLE's, else the session's. */
    String role() {
        String role = settings.show("role");
        return role.equals("none") ? sessionRole : role;
    }

    String sessionRole() {
        return sessionRole;
    }

    /** SET name = values. */
    Rows set(SessionStatement.SetParameter statement, Catalog catalog, Consumer<Notice> notices) {
        if (statement.local() && !control.isExplicit()) {
            notices.accept(TransactionErrors.onlyInTransactionBlock("SET LOCAL"));
        }
        String value = statement.values().isEmpty() ? null : SettingText.of(statement);
        set(statement.name(), value, statement.local(), catalog);
        return Rows.done("SET");
    }

    /** Also set_config(). @param value null for DEFAULT */
    String set(String name, @Nullable String value, boolean local, Catalog catalog) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("role") && value != null && !value.equals("none")) {
            checkRole(value, catalog);
        }
        if (lower.equals("session_authorization")) {
            if (value != null && !value.equals(sessionRole) && !value.equals("default")) {
                throw DialectErrors.parameter(name);
            }
            return sessionRole;
        }
        return settings.value(settings.set(name, value, local));
    }

    private void checkRole(String name, Catalog catalog) {
        RoleDefinition target = catalog.role(name);
        if (target == null) {
            throw NameErrors.roleDoesNotExist(name);
        }
        RoleDefinition session = catalog.role(sessionRole);
        if (session == null || !new Rights(catalog).isMember(session.oid(), target.oid())) {
            throw SettingErrors.permissionDeniedToSetRole(name);
        }
    }

    Rows setTransaction(SessionStatement.SetSessionCharacteristics statement) {
        TransactionStatement.TransactionModes modes = statement.modes();
        Boolean readOnly = modes.readOnly();
        if (readOnly != null) {
            control.setReadOnlyByDefault(readOnly);
        }
        return Rows.done("SET");
    }

    Rows reset(SessionStatement.Reset statement, Catalog catalog) {
        set(statement.name(), null, false, catalog);
        return Rows.done("RESET");
    }

    Rows resetAll() {
        settings.resetAll();
        return Rows.done("RESET");
    }

    static List<ResultSink.ResultColumn> showColumns(
            Settings settings, SessionStatement.Show statement) {
        return List.of(textColumn(settings.definition(statement.name()).name()));
    }

    static List<ResultSink.ResultColumn> showAllColumns() {
        return List.of(textColumn("name"), textColumn("setting"), textColumn("description"));
    }

    static ResultSink.ResultColumn textColumn(String name) {
        return new ResultSink.ResultColumn(name, 0, 0, SqlType.TEXT, false);
    }

    Rows show(SessionStatement.Show statement) {
        return new Rows.Text(List.of(List.of(value(statement.name()))), "SHOW");
    }

    Rows showAll() {
        List<List<String>> rows = new ArrayList<>();
        for (SettingDefinitions.Definition definition : SettingDefinitions.get().all()) {
            if (definition.isListed()) {
                rows.add(List.of(definition.name(), value(definition.name()), ""));
            }
        }
        return new Rows.Text(rows, "SHOW");
    }

    /** The value of a setting, those of the transaction and the identity included. */
    String value(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "transaction_read_only" -> isReadOnly() ? "on" : "off";
            case "default_transaction_read_only" -> control.isReadOnlyByDefault() ? "on" : "off";
            case "session_authorization" -> sessionRole;
            default -> settings.show(name);
        };
    }

    private boolean isReadOnly() {
        var open = control.open();
        return open == null ? control.isReadOnlyByDefault() : open.isReadOnly();
    }
}
