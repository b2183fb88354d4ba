/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.util.HexFormat;

/** Halves of surrogate pairs without the other half: Java's texts can hold them, UTF-8 cannot. */
final class LoneSurrogates {
    private LoneSurrogates() {}

    /** Whether a text has any. */
    static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLone(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** A JSON document with each of them, which can only stand in its texts, as an escape: the same value in plain characters. */
    static String escaped(String json) {
        if (!in(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            if (isLone(json, i)) {
                escaped.append("\\u").append(HexFormat.of().toHexDigits(character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    private static boolean isLone(String text, int index) {
        char character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
