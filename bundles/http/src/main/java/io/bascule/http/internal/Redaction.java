/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import java.util.List;

/**
 * Takes secrets out of what a system answers, so that one that echoes its credentials cannot put them into logs, pages or
 * records. Secrets under 8 characters stay: they would be found in ordinary words.
 */
final class Redaction {
    static final Redaction NONE = new Redaction(List.of());
    private static final int SHORTEST = 8;

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    static Redaction of(List<String> secrets) {
        return new Redaction(
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList());
    }

    /** The text with {@code ***} in place of each secret. */
    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    @Override
    public String toString() {
        return "Redaction of " + secrets.size();
    }
}
