/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/** Finds out whether a planted mistake is noticed: by the invariants that hold for every world, in the standard seeds. */
final class Planting {
    private Planting() {}

    /** The first alarm of a seed in which all is well without the mistake. */
    record Caught(String mistake, long seed, String invariant, Duration at, String text) {}

    /**
     * Runs the standard seeds with a mistake until one alarms that does not without it.
     *
     * @param deletes how often users delete something
     * @param most how many seeds to run at most
     */
    static Optional<Caught> find(String mistake, int deletes, long most) {
        AtomicReference<Result> first = new AtomicReference<>();
        Seeds.run(LongStream.rangeClosed(1, most), seed -> World.run(seed, mistake, deletes), result -> {
            if (result.failed() && !World.run(result.seed(), null, deletes).failed()) {
                first.set(result);
            }
            return first.get() == null;
        });
        return Optional.ofNullable(first.get()).map(result -> caught(mistake, result));
    }

    private static Caught caught(String mistake, Result result) {
        Violation violation = result.violations().get(0);
        return new Caught(
                mistake,
                result.seed(),
                violation.invariant(),
                result.firstAlarm(),
                violation.toString().lines().findFirst().orElse(""));
    }

    /** Mistake, invariant, seed, virtual time, what was said. */
    static String table(List<Caught> all) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%-17s%-10s%6s%14s  %s", "mistake", "invariant", "seed", "virtual time", "alarm"));
        for (Caught caught : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-17s%-10s%6d%14s  %.110s",
                    caught.mistake(),
                    caught.invariant(),
                    caught.seed(),
                    time(caught.at()),
                    caught.text()));
        }
        return text.append('\n').toString();
    }

    private static String time(Duration since) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", since.toHours(), since.toMinutesPart(), since.toSecondsPart());
    }
}
