/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token of somebody's own making in a file that the framework property {@code bascule.rest.token} names. */
final class GivenToken {
    private static final String FORM = "[\\x21-\\x7E]{32,200}";
    private static final int LEAST_VARIETY = 10;
    private static final int LONGEST_FILE = 1_000;

    private GivenToken() {}

    /** @throws IOException if the file cannot be used; its text says why and what to do */
    static String read(Path given) throws IOException {
        if (!Files.isRegularFile(given)) {
            throw unusable(given, "there is no such file");
        }
        String text =
                Files.size(given) > LONGEST_FILE ? "" : Files.readString(given).strip();
        if (!text.matches(FORM) || text.chars().distinct().count() < LEAST_VARIETY) {
            throw unusable(given, "its content is something else");
        }
        return text;
    }

    /** Tells that the file is of no use. */
    static IOException unusable(Path given, String found) {
        return new IOException("The framework property bascule.rest.token names " + given
                + ", which must be a file with one token of 32 to 200 printable characters, at least 10 of them"
                + " different; but " + found + ". Make one, for example, with: openssl rand -hex 32");
    }
}
