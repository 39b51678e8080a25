package dev.borealis.server.codec;

import dev.borealis.types.error.ConnectionErrors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a client may send before it has a session: a message without a type byte. */
public sealed interface InitialMessage {
    /** Longest accepted, in bytes, with its length word. Source: PostgreSQL 16, MAX_STARTUP_PACKET_LENGTH. */
    int MAX_LENGTH = 10_000;

    /** "May we speak TLS?" */
    record SslRequest() implements InitialMessage {}

    /** "May we speak GSSAPI?" Always declined. */
    record GssEncryptionRequest() implements InitialMessage {}

    /** Sent on a connection of its own, mostly in the clear; never answered. */
    record CancelRequest(int processId, int secret) implements InitialMessage {}

    /** Names and values in the order sent; {@code user}, {@code database}, {@code options} and settings. */
    record Startup(int minorVersion, SequencedMap<String, String> parameters)
            implements InitialMessage {
        public Startup {
            parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * @param body without the length word
     * @throws dev.borealis.types.error.SqlException a FATAL one, when it is none of these
     */
    static InitialMessage decode(byte[] body) {
        if (body.length < 4) {
            throw ConnectionErrors.invalidStartupLength();
        }
        MessageReader reader = new MessageReader(body);
        int code = reader.readInt();
        int major = code >>> 16;
        int minor = code & 0xffff;
        if (major == 1234) {
            return special(minor, reader);
        }
        if (major != 3) {
            throw ConnectionErrors.unsupportedProtocol(major, minor);
        }
        return new Startup(minor, parameters(body));
    }

    private static InitialMessage special(int minor, MessageReader reader) {
        return switch (minor) {
            case 5678 -> {
                if (reader.remaining() != 8) {
                    throw ConnectionErrors.invalidStartupLength();
                }
                yield new CancelRequest(reader.readInt(), reader.readInt());
            }
            case 5679 -> new SslRequest();
            case 5680 -> new GssEncryptionRequest();
            default -> throw ConnectionErrors.unsupportedProtocol(1234, minor);
        };
    }

    private static SequencedMap<String, String> parameters(byte[] body) {
        if (body[body.length - 1] != 0) {
            throw ConnectionErrors.invalidStartupLayout();
        }
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        MessageReader reader = new MessageReader(body);
        reader.readInt();
        while (reader.remaining() > 1) {
            String name = reader.readName();
            if (name.isEmpty() || reader.remaining() < 1) {
                throw ConnectionErrors.invalidStartupLayout();
            }
            parameters.put(name, reader.readName());
        }
        if (reader.remaining() != 1) {
            throw ConnectionErrors.invalidStartupLayout();
        }
        return parameters;
    }
}
