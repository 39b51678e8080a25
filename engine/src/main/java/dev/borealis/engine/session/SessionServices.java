package dev.borealis.engine.session;

import dev.borealis.engine.bind.TreePrinter;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.define.Sequences;
import dev.borealis.engine.evaluate.TransactionTimes;
import dev.borealis.engine.execute.SqlFunctions;
import dev.borealis.engine.function.system.ClockService;
import dev.borealis.engine.function.system.JobService;
import dev.borealis.engine.function.system.SessionService;
import dev.borealis.engine.job.Jobs;
import dev.borealis.engine.system.SessionView;
import dev.borealis.engine.system.SystemContext;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What functions reach through {@link dev.borealis.engine.function.Call#service}. */
final class SessionServices implements SessionView, SessionService, ClockService, JobService {
    /** How soon a sleeping statement notices that it has become too old. */
    private static final long NAP_NANOS = 1_000_000_000L;

    private final StatementRunner runner;
    private final SessionContext context;
    private @Nullable SystemContext system;

    SessionServices(StatementRunner runner, SessionContext context) {
        this.runner = runner;
        this.context = context;
    }

    <T> T find(Class<T> type) {
        if (type == SystemContext.class) {
            return type.cast(system());
        }
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw SessionErrors.notYetImplemented("this function");
    }

    SystemContext system() {
        SystemContext made = system;
        if (made == null) {
            made =
                    new SystemContext(
                            context.catalog,
                            runner.parts.registry(),
                            context.names,
                            context.role.name(),
                            context.searchPath,
                            new TreePrinter(
                                    context.catalog, runner.parts.registry(), context.names),
                            this::settings,
                            this::position,
                            this::jobs,
                            () -> runner.parts.observations().figures(context.catalog));
            system = made;
        }
        return made;
    }

    private List<SystemContext.JobsView.Job> jobs() {
        List<SystemContext.JobsView.Job> rows = new ArrayList<>();
        for (Jobs.Listed listed : runner.parts.jobs().all()) {
            Job job = listed.job();
            boolean submitted = job.status() == Job.Status.SUBMITTED;
            rows.add(
                    new SystemContext.JobsView.Job(
                            job.textId(),
                            job.status().name().toLowerCase(Locale.ROOT),
                            job.details(),
                            job.kind().name(),
                            SystemOids.CLASS_RELATION,
                            job.object(),
                            listed.objectGone() ? null : job.objectName(),
                            job.startMicros(),
                            submitted ? null : (Long) job.updateMicros()));
        }
        return rows;
    }

    private SystemContext.SequencesView.Position position(Relation.Sequence sequence) {
        Sequences.Position position = runner.parts.sequences().position(sequence);
        return new SystemContext.SequencesView.Position(
                position.lastValue(), position.logCount(), position.called());
    }

    private List<SystemContext.SettingsView.Setting> settings() {
        List<SystemContext.SettingsView.Setting> all = new ArrayList<>();
        for (SettingDefinitions.Definition d : SettingDefinitions.get().all()) {
            if (!d.isListed()) {
                continue;
            }
            all.add(
                    new SystemContext.SettingsView.Setting(
                            d.name(),
                            runner.commands.value(d.name()),
                            d.type(),
                            d.unit(),
                            d.context(),
                            d.category(),
                            d.enumValues(),
                            d.value()));
        }
        return all;
    }

    SqlFunctions sqlFunctions() {
        return runner.functions();
    }

    /** CURRENT_USER, CURRENT_DATE and their like, boxed. */
    @Nullable Object sessionValue(Scalar.SessionValue value, TypeContext typeContext) {
        return switch (value.kind()) {
            case CURRENT_ROLE, CURRENT_USER, USER -> Bytes.ofString(context.role.name());
            case SESSION_USER -> Bytes.ofString(runner.commands.sessionRole());
            case SYSTEM_USER -> null;
            case CURRENT_CATALOG -> Bytes.ofString(DatabaseParts.NAME);
            case CURRENT_SCHEMA ->
                    context.searchPath.isEmpty()
                            ? null
                            : Bytes.ofString(context.searchPath.getFirst());
            case CURRENT_TIMESTAMP, LOCALTIMESTAMP, CURRENT_DATE, CURRENT_TIME, LOCALTIME ->
                    TransactionTimes.of(value, typeContext);
        };
    }

    @Override
    public long statementMicros() {
        // the transaction of a first statement begins a moment after its message came
        return Math.max(runner.statementMicros(), runner.control.current().startMicros());
    }

    @Override
    public @Nullable String setting(String name) {
        return SettingDefinitions.get().find(name) == null ? null : runner.commands.value(name);
    }

    @Override
    public String set(String name, @Nullable String value, boolean local) {
        return runner.commands.set(name, value, local, context.catalog);
    }

    @Override
    public String sessionId() {
        return runner.sessionId();
    }

    @Override
    public void sleep(double seconds) {
        long end = System.nanoTime() + (long) (Math.clamp(seconds, 0, 1e9) * 1e9);
        runner.parts.longStatements().whileWaiting(() -> sleepUntil(end));
    }

    private void sleepUntil(long end) {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (runner.cancellation().isCancelled()) {
                throw TransactionErrors.cancelled();
            }
            runner.control.checkAge();
            runner.cancellation().sleep(Math.min(left, NAP_NANOS));
        }
    }

    @Override
    public boolean waitFor(String job) {
        return runner.waitFor(job);
    }

    @Override
    public String currentQuery() {
        return runner.currentQuery();
    }

    @Override
    public long next(Relation.Sequence sequence) {
        if (runner.control.current().isReadOnly()) {
            throw TransactionErrors.readOnly("nextval()");
        }
        return runner.sequences().next(sequence);
    }

    @Override
    public long current(Relation.Sequence sequence) {
        return runner.sequences().current(sequence);
    }

    @Override
    public long last() {
        return runner.sequences().last();
    }

    @Override
    public long set(Relation.Sequence sequence, long value, boolean called) {
        if (runner.control.current().isReadOnly()) {
            throw TransactionErrors.readOnly("setval()");
        }
        return runner.sequences().set(sequence, value, called);
    }
}
