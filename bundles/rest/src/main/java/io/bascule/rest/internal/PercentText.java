/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986), strictly: what is not well-formed is refused instead of guessed at. */
final class PercentText {
    private PercentText() {}

    /**
     * Decodes one part of a path or query.
     *
     * @param plusIsSpace true in a query
     */
    static String decode(String text, boolean plusIsSpace) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed(text);
                }
                plain.write(high * 16 + low);
                i += 2;
            } else {
                plain.write(plusIsSpace && encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return utf8(plain.toByteArray(), text);
    }

    private static String utf8(byte[] bytes, String source) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (decoded.indexOf('\0') >= 0) {
                throw malformed(source);
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw malformed(source);
        }
    }

    private static HttpProblem malformed(String text) {
        return HttpProblem.badParameter("The address is not well-formed at " + Shown.of(text)
                + ". Expected UTF-8 in percent-encoding, without NUL.");
    }
}
