package dev.borealis.engine.session;

import dev.borealis.types.ByteAppender;

import java.util.List;

/** What a statement answers while it runs: rows one by one, then a tag. Used by one thread at a time. */
interface Rows extends AutoCloseable {
    /** Steps to the next row; false at the end, when the statement has done all it does. */
    boolean next();

    /** Appends the current row as the body of DataRow, without the field count. */
    void write(ByteAppender out);

    /** The command tag, after the end. @param count rows given since the last tag */
    String tag(long count);

    @Override
    void close();

    /** No rows, only a tag: the work is done. */
    static Rows done(String tag) {
        return new Text(List.of(), tag);
    }

    /** Rows of text fields, all at hand: SHOW, EXPLAIN, job ids. */
    final class Text implements Rows {
        private final List<List<String>> rows;
        private final String tag;
        private int at = -1;

        Text(List<List<String>> rows, String tag) {
            this.rows = rows;
            this.tag = tag;
        }

        @Override
        public boolean next() {
            return ++at < rows.size();
        }

        @Override
        public void write(ByteAppender out) {
            for (String field : rows.get(at)) {
                int lengthAt = out.length();
                out.appendInt(0);
                out.append(field);
                out.setInt(lengthAt, out.length() - lengthAt - Integer.BYTES);
            }
        }

        @Override
        public String tag(long count) {
            return tag;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
