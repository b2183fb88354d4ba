/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

/**
 * How long things are kept, in days; 0 for good.
 *
 * @param history entries of the history that no present value comes from, 0 to 36,500
 * @param conflicts conflicts that are settled, 0 to 36,500
 * @param webhooks ids of webhook events, 1 to 3,650: longer than a system sends the same event again
 * @param outbox events that Kafka has not taken, 0 to 36,500
 * @param hour the hour of the day, in UTC, at which what is older is taken away, 0 to 23
 */
public record RetentionTimes(int history, int conflicts, int webhooks, int outbox, int hour) {
    private static final int A_CENTURY = 36_500;
    private static final int TEN_YEARS = 3_650;
    private static final int LAST_HOUR = 23;

    /**
     * Checks all of them.
     *
     * @throws IllegalArgumentException that names the setting, what was expected and what was found
     */
    public RetentionTimes {
        between("history.days", history, 0, A_CENTURY);
        between("conflicts.days", conflicts, 0, A_CENTURY);
        between("webhooks.days", webhooks, 1, TEN_YEARS);
        between("outbox.days", outbox, 0, A_CENTURY);
        between("hour", hour, 0, LAST_HOUR);
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + "; found " + value);
        }
    }
}
