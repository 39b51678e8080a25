package dev.borealis.types;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class Utf8Test {
    @Test
    void onlyUtf8IsUtf8() {
        for (int codePoint :
                new int[] {0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
            byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            Utf8.validate(bytes, 0, bytes.length);
        }
        byte[][] bad = {
            {(byte) 0x80},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xe0, (byte) 0x9f, (byte) 0xbf},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf0, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xff},
            {(byte) 0xe2, (byte) 0x82}
        };
        for (byte[] bytes : bad) {
            assertThatThrownBy(() -> Utf8.validate(bytes, 0, bytes.length))
                    .isInstanceOf(SqlException.class)
                    .hasMessageStartingWith("invalid byte sequence for encoding \"UTF8\": 0x");
        }
    }
}
