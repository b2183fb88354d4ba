/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * User and password of an {@code Authorization: Basic} header (RFC 7617).
 *
 * @param user may be empty
 * @param password may be empty
 */
record BasicCredential(String user, String password) {
    private static final String SCHEME = "basic ";
    private static final int LONGEST_HEADER = 1_000;

    /** Reads the header; empty if it is missing or not of that form. */
    static Optional<BasicCredential> parse(@Nullable String header) {
        if (header == null
                || header.length() > LONGEST_HEADER
                || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredential(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "BasicCredential[" + user + "]";
    }
}
