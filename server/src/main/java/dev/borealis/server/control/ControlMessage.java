package dev.borealis.server.control;

import dev.borealis.server.rehearsal.Durations;
import dev.borealis.store.Finding;
import dev.borealis.store.StoreId;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One line between a command and the server: a word, then fields, each encoded as in a URL. */
public sealed interface ControlMessage {
    /** Copy everything to a directory. */
    record Backup(String directory) implements ControlMessage {}

    /** Read everything. */
    record Check() implements ControlMessage {}

    /** Let the time of this server jump forward. */
    record AdvanceClock(Duration by) implements ControlMessage {}

    /** Stop serving. */
    record Stop() implements ControlMessage {}

    /** See {@link dev.borealis.store.Progress}. */
    record Progressed(String what, long done, long total) implements ControlMessage {}

    /** One finding of a check. */
    record Found(Finding finding) implements ControlMessage {}

    /** The last word: it was done. */
    record Done() implements ControlMessage {}

    /** The last word: it could not be done. */
    record Failed(String why) implements ControlMessage {}

    /** Without the end of the line. */
    default String encode() {
        return switch (this) {
            case Backup backup -> line("backup", backup.directory);
            case Check _ -> "check";
            case Stop _ -> "stop";
            case AdvanceClock clock -> line("clock", Durations.text(clock.by));
            case Progressed(String what, long done, long total) ->
                    line("progress", what, Long.toString(done), Long.toString(total));
            case Found(Finding found) ->
                    line(
                            "found",
                            found.store() == null ? null : found.store().value(),
                            found.relation(),
                            found.key(),
                            found.file(),
                            found.problem());
            case Done _ -> "done";
            case Failed failed -> line("failed", failed.why);
        };
    }

    /** @throws IllegalArgumentException when it is none of these */
    static ControlMessage decode(String line) {
        List<@Nullable String> fields = fields(line);
        return switch (line.split(" ", 2)[0] + "/" + fields.size()) {
            case "backup/1" -> new Backup(text(fields, 0));
            case "check/0" -> new Check();
            case "stop/0" -> new Stop();
            case "clock/1" -> new AdvanceClock(Durations.parse(text(fields, 0)));
            case "progress/3" ->
                    new Progressed(
                            text(fields, 0),
                            Long.parseLong(text(fields, 1)),
                            Long.parseLong(text(fields, 2)));
            case "found/5" -> {
                String store = fields.get(0);
                yield new Found(
                        new Finding(
                                store == null ? null : new StoreId(store),
                                fields.get(1),
                                fields.get(2),
                                fields.get(3),
                                text(fields, 4)));
            }
            case "done/0" -> new Done();
            case "failed/1" -> new Failed(text(fields, 0));
            default -> throw new IllegalArgumentException("no message: " + line);
        };
    }

    private static String line(String word, @Nullable String... fields) {
        var line = new StringBuilder(word);
        for (String field : fields) {
            line.append(' ')
                    .append(
                            field == null
                                    ? "-"
                                    : "=" + URLEncoder.encode(field, StandardCharsets.UTF_8));
        }
        return line.toString();
    }

    private static List<@Nullable String> fields(String line) {
        var fields = new ArrayList<@Nullable String>();
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            fields.add(
                    words[i].startsWith("=")
                            ? URLDecoder.decode(words[i].substring(1), StandardCharsets.UTF_8)
                            : null);
        }
        return fields;
    }

    private static String text(List<@Nullable String> fields, int index) {
        String field = fields.get(index);
        if (field == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return field;
    }
}
