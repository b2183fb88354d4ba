/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date. */
public final class RetryAfter {
    /** The longest pause that is believed; a system that wants to be left alone for longer is asked once a day. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * When the system wants to be asked again.
     *
     * <p>A date is the server's time; where the answer also has a {@code Date}, only the difference of the two counts, so that a
     * server with a wrong clock does not make us wait for hours.
     *
     * @param now by our clock
     * @return never before now nor more than a day after; null if the header is missing or cannot be read
     */
    public static @Nullable Instant of(HttpAnswer answer, Instant now) {
        String text = answer.header("retry-after");
        if (text == null) {
            return null;
        }
        Duration pause = pause(text.strip(), answer.header("date"), now);
        if (pause == null) {
            return null;
        }
        if (pause.isNegative()) {
            return now;
        }
        return now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static @Nullable Duration pause(String text, @Nullable String date, Instant now) {
        if (text.matches("[0-9]{1,18}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant until = instant(text);
        if (until == null) {
            return null;
        }
        Instant there = date == null ? null : instant(date);
        return Duration.between(there == null ? now : there, until);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
