package dev.borealis.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;

class FrontendMessageTest {
    private static byte[] body(Object... parts) {
        MessageBuffer out = new MessageBuffer();
        for (Object part : parts) {
            switch (part) {
                case String text -> out.putCString(text);
                case Integer number -> out.putInt(number);
                case Short number -> out.putShort(number);
                case Byte number -> out.putByte(number);
                case byte[] bytes -> out.putBytes(Bytes.of(bytes));
                default -> throw new IllegalArgumentException();
            }
        }
        return out.bytes().toByteArray();
    }

    @Test
    void messagesAreDecoded() {
        assertThat(FrontendMessage.decode('Q', body("select 'ä'")))
                .isEqualTo(new FrontendMessage.Query(Bytes.ofString("select 'ä'")));
        assertThat(FrontendMessage.decode('E', body("p", 7)))
                .isEqualTo(new FrontendMessage.Execute("p", 7));
        assertThat(FrontendMessage.decode('D', body((byte) 'S', "s")))
                .isEqualTo(new FrontendMessage.DescribeStatement("s"));
        assertThat(FrontendMessage.decode('C', body((byte) 'P', "p")))
                .isEqualTo(new FrontendMessage.ClosePortal("p"));
        FrontendMessage.Bind bind =
                (FrontendMessage.Bind)
                        FrontendMessage.decode(
                                'B',
                                body(
                                        "p",
                                        "s",
                                        (short) 1,
                                        (short) 1,
                                        (short) 2,
                                        -1,
                                        3,
                                        "abc".getBytes(StandardCharsets.UTF_8),
                                        (short) 0));
        assertThat(bind.parameterFormats()).containsExactly(1);
        assertThat(bind.values()).hasSize(2);
        assertThat(bind.values().get(0)).isNull();
        assertThat(bind.values().get(1)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatDoesNotFollowTheProtocolIsRefused() {
        assertThatThrownBy(() -> FrontendMessage.decode('Q', new byte[] {'x'}))
                .hasMessage("invalid string in message");
        assertThatThrownBy(() -> FrontendMessage.decode('S', new byte[] {1}))
                .hasMessage("invalid message format");
        assertThatThrownBy(() -> FrontendMessage.decode('B', body("p", "s", (short) -1)))
                .hasMessage("insufficient data left in message");
        assertThatThrownBy(() -> FrontendMessage.decode('D', body((byte) 'X', "s")))
                .hasMessage("invalid DESCRIBE message subtype 88");
        assertThatThrownBy(
                        () ->
                                FrontendMessage.decode(
                                        'Q', new byte[] {'a', (byte) 0xc3, (byte) 0x28, 0}))
                .hasMessage("invalid byte sequence for encoding \"UTF8\": 0xc3 0x28");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anyBytesAreDecodedOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String types = "QPBDECHSXdcfF";
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            for (int k = 0; k < body.length; k++) {
                if (random.nextInt(3) == 0) {
                    body[k] = (byte) random.nextInt(3);
                }
            }
            try {
                FrontendMessage.decode(types.charAt(random.nextInt(types.length())), body);
            } catch (SqlException expected) {
                assertThat(expected.state().code()).as("seed %d", seed).isIn("08P01", "22021");
            }
            try {
                InitialMessage.decode(body);
            } catch (SqlException expected) {
                assertThat(expected.isFatal())
                        .as("seed %d", seed)
                        .isEqualTo(!expected.state().code().equals("22021"));
            }
        }
    }

    @Test
    void optionsAreACommandLine() {
        assertThat(
                        StartupOptions.parse(
                                " -c search_path=a,b -ctimezone=UTC --extra-float-digits=3 -c"
                                        + " application_name=my\\ app\\\\ -B 10"))
                .isEqualTo(
                        Map.of(
                                "search_path", "a,b",
                                "timezone", "UTC",
                                "extra_float_digits", "3",
                                "application_name", "my app\\"));
    }
}
