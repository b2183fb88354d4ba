/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that name the edit that wrote them. Thread-safe. */
public final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*#e\\d+$");

    private final AtomicInteger last = new AtomicInteger();

    /** The next edit's id, for example {@code "e123"}. */
    public String nextId() {
        return "e" + last.incrementAndGet();
    }

    /**
     * A value for a field that occurs nowhere else.
     *
     * @param editId for example {@code "e123"}
     * @param field the catalog path
     * @param current what is there; null if nothing
     * @return for example {@code "Prefers delivery in the morning #e123"}; a telephone number for a telephone number
     */
    public static String value(String editId, String field, @Nullable String current) {
        int number = Integer.parseInt(editId.substring(1));
        if (field.equals("phone")) {
            return "+43 720 %07d".formatted(number);
        }
        String base = current == null ? "" : TOKEN.matcher(current).replaceFirst("");
        return base.isBlank() ? "Seen #" + editId : base + " #" + editId;
    }
}
