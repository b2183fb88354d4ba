/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.itests.simulation.Weather.Fault;
import io.bascule.itests.simulation.Weather.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the calls to one system meet on their way: weather, time that passes, and what others do meanwhile. */
final class Calls {
    static final int EVENTS_IN_A_SLOW_CALL = 12;

    private final String system;
    private final Weather weather;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final SimulatedConnector.Predicates world;

    Calls(String system, Weather weather, VirtualTime time, SimulatedConnector.Predicates world) {
        this.system = system;
        this.weather = weather;
        this.time = time;
        this.random = weather.random();
        this.world = world;
    }

    /** A call that only asks; it fails as a whole. */
    <T> T ask(Stage stage, Supplier<T> answer) {
        Fault fault = weather.next(system, stage);
        begin(fault, stage, "");
        switch (fault) {
            case OUTAGE, RESET_BEFORE, TIMEOUT_AFTER -> throw failed(ErrorCode.UNREACHABLE, null);
            case UNAUTHORISED -> throw failed(ErrorCode.UNAUTHORISED, null);
            case TRANSIENT -> throw failed(ErrorCode.SYSTEM_FAILED, null);
            case RATE_LIMITED -> throw failed(ErrorCode.RATE_LIMITED, retryAt());
            case NONE, SLOW -> {}
        }
        T result = answer.get();
        if (fault == Fault.SLOW) {
            time.pass(Duration.ofMillis(random.nextInt(1500)), EVENTS_IN_A_SLOW_CALL);
        }
        return result;
    }

    /**
     * A call that writes one object.
     *
     * @param subject what it is about, for the timeline
     * @param objectId the object; empty for one that is still to be made
     */
    WriteOutcome write(Stage stage, String subject, String objectId, Supplier<WriteOutcome> apply) {
        Fault fault = weather.next(system, stage);
        if (fault != Fault.NONE) {
            world.note(subject, "write meets", stage.name(), fault.name());
        }
        begin(fault, stage, objectId);
        Function<String, String> text = kind -> kind + " in the simulation";
        switch (fault) {
            case OUTAGE -> throw failed(ErrorCode.UNREACHABLE, null);
            case RESET_BEFORE -> {
                return new WriteOutcome.Unknown(text.apply("connection reset"));
            }
            case UNAUTHORISED -> {
                return new WriteOutcome.Unauthorised(text.apply("denied"));
            }
            case TRANSIENT -> {
                return new WriteOutcome.TransientFailure(text.apply("internal error"));
            }
            case RATE_LIMITED -> {
                return new WriteOutcome.RateLimited(retryAt());
            }
            case NONE, SLOW, TIMEOUT_AFTER -> {}
        }
        WriteOutcome outcome = apply.get();
        if (!(outcome instanceof WriteOutcome.Ok || outcome instanceof WriteOutcome.Deleted)) {
            world.note(
                    subject, "write answered", stage.name(), outcome.getClass().getSimpleName());
        }
        if (fault == Fault.SLOW || fault == Fault.TIMEOUT_AFTER) {
            time.pass(Duration.ofMillis(random.nextInt(3000)), EVENTS_IN_A_SLOW_CALL);
        }
        return fault == Fault.TIMEOUT_AFTER ? new WriteOutcome.Unknown(text.apply("timeout")) : outcome;
    }

    private void begin(Fault fault, Stage stage, String objectId) {
        if (fault == Fault.SLOW || fault == Fault.TIMEOUT_AFTER) {
            if (!objectId.isEmpty() && random.nextInt(3) == 0) {
                weather.meddled(stage);
                world.meddle(objectId);
            }
            time.pass(Duration.ofMillis(random.nextInt(2000)), EVENTS_IN_A_SLOW_CALL);
        } else {
            time.pass(Duration.ofMillis(1 + random.nextInt(40)), 1);
        }
    }

    private @Nullable Instant retryAt() {
        return random.nextBoolean() ? time.now().plusSeconds(1 + random.nextInt(20)) : null;
    }

    private BasculeException failed(ErrorCode code, @Nullable Instant retryAt) {
        return new BasculeException(
                new Problem(code, "The call failed", "simulation", null, null, "Wait."), null, retryAt);
    }
}
