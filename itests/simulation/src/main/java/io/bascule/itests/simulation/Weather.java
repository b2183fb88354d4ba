/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What happens to each call of a system. */
final class Weather {
    private static final int SCALE = 1000;
    private static final int ONE_LISTING_IN = 50;

    private final SplittableRandom random;
    private final SplittableRandom onset;
    private final Coverage coverage;
    private final VirtualTime time;
    private final Map<String, Instant> outages = new HashMap<>();
    private final Map<String, Instant> denials = new HashMap<>();
    private boolean healed;

    /** The kinds of trouble. */
    enum Fault {
        NONE,
        SLOW,
        TIMEOUT_AFTER,
        RESET_BEFORE,
        RATE_LIMITED,
        TRANSIENT,
        OUTAGE,
        UNAUTHORISED
    }

    /** What is called. */
    enum Stage {
        CHECK,
        CHANGES,
        LIST,
        READ,
        FIND,
        CREATE,
        UPDATE,
        DELETE;

        boolean isWrite() {
            return this == CREATE || this == UPDATE || this == DELETE;
        }
    }

    /**
     * Fine weather so far.
     *
     * @param onset says when trouble begins in the middle of a listing, which is too rare for chance to find it
     */
    Weather(SplittableRandom random, SplittableRandom onset, Coverage coverage, VirtualTime time) {
        this.random = random;
        this.onset = onset;
        this.coverage = coverage;
        this.time = time;
    }

    void heal() {
        healed = true;
    }

    void outage(String system, Duration length) {
        coverage.period();
        outages.put(system, time.now().plus(length));
    }

    void denial(String system, Duration length) {
        coverage.period();
        denials.put(system, time.now().plus(length));
    }

    Fault next(String system, Stage stage) {
        if (stage == Stage.LIST && !healed) {
            beginInTheMiddle(system);
        }
        Fault fault = healed ? Fault.NONE : draw(system, stage);
        if (fault == Fault.OUTAGE || fault == Fault.UNAUTHORISED) {
            coverage.during(CoverageTables.name(fault), CoverageTables.name(stage));
        } else if (fault != Fault.NONE) {
            coverage.fault(CoverageTables.name(fault), CoverageTables.name(stage));
        }
        return fault;
    }

    private void beginInTheMiddle(String system) {
        Duration length = Duration.ofSeconds(5L + onset.nextInt(30));
        int dice = onset.nextInt(ONE_LISTING_IN);
        if (dice == 0) {
            outage(system, length);
        } else if (dice == 1) {
            denial(system, length);
        }
    }

    private Fault draw(String system, Stage stage) {
        if (outages.getOrDefault(system, Instant.MIN).isAfter(time.now())) {
            return Fault.OUTAGE;
        }
        if (denials.getOrDefault(system, Instant.MIN).isAfter(time.now())) {
            return Fault.UNAUTHORISED;
        }
        int dice = random.nextInt(SCALE);
        if (stage.isWrite()) {
            return dice < 60
                    ? Fault.TIMEOUT_AFTER
                    : dice < 90
                            ? Fault.RESET_BEFORE
                            : dice < 115
                                    ? Fault.RATE_LIMITED
                                    : dice < 145 ? Fault.TRANSIENT : dice < 350 ? Fault.SLOW : Fault.NONE;
        }
        return dice < 12
                ? Fault.RESET_BEFORE
                : dice < 24 ? Fault.RATE_LIMITED : dice < 36 ? Fault.TRANSIENT : dice < 180 ? Fault.SLOW : Fault.NONE;
    }

    /** A call showed an object as it was and no longer is. */
    void stale(Stage stage) {
        coverage.during(CoverageTables.STALE, CoverageTables.name(stage));
    }

    /** Somebody else changed the object inside a call. */
    void meddled(Stage stage) {
        coverage.during(CoverageTables.MEDDLED, CoverageTables.name(stage));
    }

    SplittableRandom random() {
        return random;
    }

    boolean isHealed() {
        return healed;
    }
}
