package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

/** What {@link CrashChild} says it has done; its last line may be cut, while it is frozen for a while, when it is killed for good. */
final class Acknowledged {
    /** Of each writer, the newest. */
    final int[] counts = new int[CrashChild.WRITERS];

    private final StringBuilder line = new StringBuilder();

    /** Waits for so many lines. */
    void read(InputStream output, int lines) throws IOException {
        for (int left = lines; left > 0; ) {
            int next = output.read();
            assertThat(next).as("the child goes on until it is killed").isNotNegative();
            left -= add(next) ? 1 : 0;
        }
    }

    /** Does not wait. */
    void readWhatIsThere(InputStream output) throws IOException {
        for (int left = output.available(); left > 0; left--) {
            add(output.read());
        }
    }

    /** What a child that was killed had still said. */
    void readToTheEnd(InputStream output) throws IOException {
        for (int next = output.read(); next >= 0; next = output.read()) {
            add(next);
        }
        line.setLength(0);
    }

    /** Returns whether that was the end of a line. */
    private boolean add(int next) {
        if (next != '\n') {
            line.append((char) next);
            return false;
        }
        note(line.toString());
        line.setLength(0);
        return true;
    }

    private void note(String said) {
        if (said.endsWith(".")) {
            String[] words = said.substring(0, said.length() - 1).split(" ");
            int writer = Integer.parseInt(words[0]);
            counts[writer] = Math.max(counts[writer], Integer.parseInt(words[1]));
        }
    }
}
