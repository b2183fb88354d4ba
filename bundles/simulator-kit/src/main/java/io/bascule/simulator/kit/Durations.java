/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 200ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 3d}, or ISO 8601. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration that is not negative.
     *
     * @param text for example {@code "90s"} or {@code "PT1M30S"}
     * @param where named in the error, for example {@code "--search-lag"}
     * @throws IllegalArgumentException if the text is no such duration
     */
    public static Duration parse(String text, String where) {
        Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        try {
            Duration duration = matcher.matches()
                    ? ofUnit(Long.parseLong(matcher.group(1)), matcher.group(2))
                    : Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new IllegalArgumentException(complaint(text, where), unreadable);
        }
        throw new IllegalArgumentException(complaint(text, where));
    }

    private static Duration ofUnit(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String complaint(String text, String where) {
        return where + ": '" + text + "' is no duration; expected for example 200ms, 5s, 2m, 1h, 3d or PT1M30S";
    }
}
