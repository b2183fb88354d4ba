/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import java.time.Duration;

/**
 * How much is edited.
 *
 * @param duration for how long
 * @param updateEvery how often each side has a field changed
 * @param conflictEvery how often one field is changed on two sides at nearly the same time
 * @param createEvery how often something new appears
 */
public record EditPlan(Duration duration, Duration updateEvery, Duration conflictEvery, Duration createEvery) {
    /** A steady rate that two slow cores carry: about 30 edits a second. */
    public static EditPlan steady(Duration duration) {
        return new EditPlan(duration, Duration.ofMillis(150), Duration.ofMillis(200), Duration.ofMillis(600));
    }
}
