/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.kafka.internal.log.TopicNames.Family;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long records stay in topics that are not compacted. Immutable.
 *
 * @param days by family; families that are missing keep theirs for {@code others} days
 * @param others 1 to 3,650
 */
public record Retention(Map<Family, Integer> days, int others) {
    private static final int MOST_DAYS = 3_650;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException that names the setting, what was expected and what was found
     */
    public Retention {
        check("retention.days", others);
        days.forEach((family, value) -> check("retention." + family.text() + ".days", value));
        days = Collections.unmodifiableMap(
                days.isEmpty() ? new EnumMap<>(Family.class) : new EnumMap<>(Map.copyOf(days)));
    }

    /** The same for all. */
    public static Retention ofDays(int days) {
        return new Retention(Map.of(), days);
    }

    /** How long the records of a family stay. */
    Duration of(Family family) {
        return Duration.ofDays(days.getOrDefault(family, others));
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MOST_DAYS) {
            throw new IllegalArgumentException(name + " must be 1 to " + MOST_DAYS + "; found " + value);
        }
    }
}
