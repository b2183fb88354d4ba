/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The scenario in force, with what it has done so far. Thread-safe. */
public final class Faults {
    private final InstantSource clock;
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private Scenario scenario;
    private List<RunningRule> running;

    public Faults(InstantSource clock, Scenario scenario) {
        this.clock = clock;
        this.scenario = scenario;
        this.running = start(scenario);
    }

    /**
     * What happens to a call from a client. Counts it.
     *
     * @param path without the query, for example {@code /v1/customers}
     */
    public synchronized Struck forRequest(String method, String path) {
        Duration latency = Duration.ZERO;
        for (RunningRule rule : running) {
            if (rule.rule.kind().scope() == FaultKind.Scope.REQUEST
                    && strikes(rule, place -> place.coversRequest(method, path))) {
                if (rule.rule.kind() != FaultKind.LATENCY) {
                    return new Struck(latency, Optional.of(rule.rule));
                }
                latency = latency.plus(rule.rule.requiredDuration());
            }
        }
        return new Struck(latency, Optional.empty());
    }

    /** What happens to a webhook about to be sent for the first time. Counts it. */
    public synchronized Optional<FaultRule> forWebhook(String eventType) {
        for (RunningRule rule : running) {
            if (rule.rule.kind().scope() == FaultKind.Scope.WEBHOOK
                    && strikes(rule, place -> place.coversEvent(eventType))) {
                return Optional.of(rule.rule);
            }
        }
        return Optional.empty();
    }

    /**
     * How far the search index is behind for one look into it. Counts it.
     *
     * @param usual the lag without any fault
     */
    public synchronized Duration searchLag(String method, String path, Duration usual) {
        Duration lag = usual;
        for (RunningRule rule : running) {
            if (rule.rule.kind().scope() == FaultKind.Scope.SEARCH
                    && strikes(rule, place -> place.coversRequest(method, path))
                    && rule.rule.requiredDuration().compareTo(lag) > 0) {
                lag = rule.rule.requiredDuration();
            }
        }
        return lag;
    }

    /** Puts another scenario in force from its beginning; the counts by kind go on. */
    public synchronized void replace(Scenario next) {
        scenario = next;
        running = start(next);
    }

    /** Ends all faults; the counts by kind stay. */
    public void reset() {
        replace(Scenario.none());
    }

    /** Sets the counts by kind back to zero. */
    public synchronized void resetCounts() {
        counts.clear();
    }

    /** How often faults of a kind have struck since the start or the last {@link #resetCounts}. */
    public synchronized long count(FaultKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The counts of all kinds that have struck. */
    public synchronized Map<FaultKind, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /** The scenario in force. */
    public synchronized Scenario scenario() {
        return scenario;
    }

    /** The counts as JSON, by the kinds' names in scenario files. */
    public synchronized ObjectNode countsState() {
        ObjectNode state = Json.object();
        counts.forEach((kind, count) -> state.put(kind.text(), count));
        return state;
    }

    /** What each rule has covered and struck, as JSON. */
    public synchronized ArrayNode rulesState() {
        ArrayNode state = Json.array();
        for (RunningRule rule : running) {
            state.addObject()
                    .put("fault", rule.rule.kind().text())
                    .put("on", rule.rule.on())
                    .put("covered", rule.matched)
                    .put("struck", rule.injected);
        }
        return state;
    }

    private boolean strikes(RunningRule rule, Predicate<FaultPlace> covers) {
        if (!covers.test(rule.place) || !rule.strikes(clock.instant())) {
            return false;
        }
        counts.merge(rule.rule.kind(), 1L, Long::sum);
        return true;
    }

    private static List<RunningRule> start(Scenario scenario) {
        SplittableRandom seeds = new SplittableRandom(scenario.seed());
        List<RunningRule> started = new ArrayList<>();
        for (FaultRule rule : scenario.rules()) {
            started.add(new RunningRule(rule, seeds.split()));
        }
        return started;
    }

    /**
     * What happens to one call.
     *
     * @param latency zero for none
     * @param fault what else goes wrong
     */
    public record Struck(Duration latency, Optional<FaultRule> fault) {}

    /** A rule with its counts; guarded by the outer lock. */
    private static final class RunningRule {
        private final FaultRule rule;
        private final FaultPlace place;
        private final SplittableRandom random;
        private long matched;
        private long injected;

        private RunningRule(FaultRule rule, SplittableRandom random) {
            this.rule = rule;
            this.place = FaultPlace.of(rule.kind(), rule.on(), rule.kind().text());
            this.random = random;
        }

        private boolean strikes(Instant now) {
            FaultSelection selection = rule.selection();
            if (!selection.covers(now)) {
                return false;
            }
            matched++;
            // Drawn for every covered call, so that one rule's other conditions don't shift its random numbers.
            boolean drawn = random.nextDouble() < selection.rate();
            if (!drawn || !selection.strikes(matched, injected)) {
                return false;
            }
            injected++;
            return true;
        }
    }
}
