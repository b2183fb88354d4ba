/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in PostgreSQL's write-ahead log, written {@code 16/B374D848}.
 *
 * @param bytes from the beginning of the log, unsigned
 */
record Lsn(long bytes) implements Comparable<Lsn> {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");
    private static final int LOW_BITS = 32;

    /** Reads the text form; null if it is none. */
    static @Nullable Lsn of(@Nullable String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        return form.matches()
                ? new Lsn(Long.parseLong(form.group(1), 16) << LOW_BITS | Long.parseLong(form.group(2), 16))
                : null;
    }

    /** How many bytes it is after another one; negative before it. */
    long after(Lsn other) {
        return bytes - other.bytes;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> LOW_BITS, bytes & 0xFFFFFFFFL).toUpperCase(Locale.ROOT);
    }
}
