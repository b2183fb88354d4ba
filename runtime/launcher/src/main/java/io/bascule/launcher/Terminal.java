/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the launcher says to the person who started it. Statements that matter to scripts ({@code Console: ...}, {@code
 * Ready ...}) stand alone on a line; events look like the log's lines. Thread-safe.
 */
final class Terminal {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;
    private final PrintStream error;
    private final InstantSource clock;
    private final ZoneId zone;

    Terminal(PrintStream out, PrintStream error, InstantSource clock, ZoneId zone) {
        this.out = out;
        this.error = error;
        this.clock = clock;
        this.zone = zone;
    }

    /** A line of its own. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Something that happened while running, in the form of a log line. */
    void event(String level, String text) {
        say("%s %-5s %s".formatted(TIME.format(clock.instant().atZone(zone)), level, text));
    }

    /** Why it does not go on; goes to the error stream. */
    void fail(String text) {
        error.println("bascule: " + text);
        error.flush();
    }

    /** The stack trace of something unexpected; goes to the error stream. */
    void trace(Throwable unexpected) {
        unexpected.printStackTrace(error);
        error.flush();
    }
}
