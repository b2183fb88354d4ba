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

    private final SplittableRandom random;
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
        UPDATE
    }

    Weather(SplittableRandom random, Coverage coverage, VirtualTime time) {
        this.random = random;
        this.coverage = coverage;
        this.time = time;
    }

    void heal() {
        healed = true;
    }

    void outage(String system, Duration length) {
        outages.put(system, time.now().plus(length));
    }

    void denial(String system, Duration length) {
        denials.put(system, time.now().plus(length));
    }

    Fault next(String system, Stage stage) {
        Fault fault = healed ? Fault.NONE : draw(system, stage);
        if (fault != Fault.NONE) {
            coverage.fault(fault.name(), stage.name());
        }
        return fault;
    }

    private Fault draw(String system, Stage stage) {
        if (outages.getOrDefault(system, Instant.MIN).isAfter(time.now())) {
            return Fault.OUTAGE;
        }
        if (denials.getOrDefault(system, Instant.MIN).isAfter(time.now())) {
            return Fault.UNAUTHORISED;
        }
        boolean write = stage == Stage.CREATE || stage == Stage.UPDATE;
        int dice = random.nextInt(SCALE);
        if (write) {
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

    SplittableRandom random() {
        return random;
    }

    boolean isHealed() {
        return healed;
    }
}
