/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.update;

import io.bascule.engine.internal.integration.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a build of a connector that is being watched must go. Pure. */
public final class Verdict {
    /** Longer than any time limit of the resources that connectors are given. */
    public static final Duration LONGEST_CALL = Duration.ofSeconds(45);

    /** Fewer calls tell nothing of how many fail. */
    private static final int ENOUGH_CALLS = 10;

    /** How many times the share of failures of the build before counts as worse. */
    private static final int TIMES_WORSE = 2;

    private Verdict() {}

    /**
     * What is wrong with it; empty if nothing is.
     *
     * @param now how its calls went since it was bound
     * @param before how those of the build before went
     * @param parked why a record was parked for a bug since; null if none was
     * @param strangers names of threads that it runs of its own
     */
    public static Optional<String> of(
            Calls.Sample now, Calls.Sample before, @Nullable String parked, List<String> strangers) {
        if (now.bug() != null) {
            return Optional.of(now.bug());
        }
        if (parked != null) {
            return Optional.of("A record was parked for a bug: " + parked);
        }
        if (now.longest().compareTo(LONGEST_CALL) > 0) {
            return Optional.of("A call took longer than " + LONGEST_CALL.toSeconds() + " s.");
        }
        if (!strangers.isEmpty()) {
            return Optional.of("It runs threads of its own, which would stay behind: " + String.join(", ", strangers));
        }
        if (isWorse(now, before)) {
            return Optional.of(now.failed() + " of " + now.ended() + " calls failed; before the update it were "
                    + before.failed() + " of " + before.ended() + ".");
        }
        return Optional.empty();
    }

    /** More than half fail, and that is much more than before. */
    private static boolean isWorse(Calls.Sample now, Calls.Sample before) {
        if (now.ended() < ENOUGH_CALLS || now.failed() * 2 <= now.ended()) {
            return false;
        }
        return before.ended() < ENOUGH_CALLS
                || now.failed() * before.ended() > TIMES_WORSE * before.failed() * now.ended();
    }
}
