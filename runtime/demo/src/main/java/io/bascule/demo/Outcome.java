/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.demo.oracle.Evidence;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.Verdict;
import io.bascule.demo.world.KafkaCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a demonstration ended.
 *
 * @param rested whether everything came to rest in time
 * @param evidence what was read then
 * @param verdict what the oracle says to it
 * @param kafka what the topics held
 * @param faults what went wrong, by place and kind
 * @param kills each kill of the runtime
 * @param brokerKills how often its Kafka broker alone was killed
 * @param phases how many seconds each phase took, in their order
 * @param took from start to end
 */
public record Outcome(
        boolean rested,
        Evidence evidence,
        Verdict verdict,
        KafkaCounts.Result kafka,
        Map<String, Long> faults,
        List<Kill> kills,
        int brokerKills,
        Map<String, Double> phases,
        Duration took) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether all is well. */
    public boolean isGood() {
        return isProven()
                && rested
                && verdict.converged()
                && verdict.lost() == 0
                && verdict.duplicates() == 0
                && kafka.missing().isEmpty();
    }

    /** A kill while nothing is written proves little: of several, two at least must have hit a write. */
    private boolean isProven() {
        return killsDuringAWrite() >= Math.min(2, (kills.size() + 1) / 2);
    }

    private long killsDuringAWrite() {
        return kills.stream().filter(kill -> kill.open() > 0).count();
    }

    /** One line for people. */
    public String summary() {
        return "%d kills, %d of them during a write%s; %d kills of the broker; %d edits, %d conflicts; lost %d, doubled %d, not on Kafka %d; %s after %.1f s"
                .formatted(
                        kills.size(),
                        killsDuringAWrite(),
                        isProven() ? "" : " (too few to prove anything)",
                        brokerKills,
                        verdict.edits(),
                        evidence.conflicts().size(),
                        verdict.lost(),
                        verdict.duplicates(),
                        kafka.missing().size(),
                        rested && verdict.converged() ? "all sides agree" : "the sides do not agree",
                        took.toMillis() / 1000.0);
    }

    /** One line of JSON. */
    public String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("converged", rested && verdict.converged());
        ObjectNode counts = json.putObject("counts");
        for (Side side : Side.values()) {
            ObjectNode types = counts.putObject(side.text());
            evidence.objects().stream()
                    .filter(object -> object.side() == side)
                    .forEach(object -> types.put(
                            object.subject().type(),
                            types.path(object.subject().type()).asLong() + 1));
        }
        json.put("edits", verdict.edits());
        json.put("conflicts", evidence.conflicts().size());
        json.put("held", verdict.held());
        ObjectNode struck = json.putObject("faults");
        faults.forEach(struck::put);
        json.put("parked", evidence.parked().size());
        json.put("twins", verdict.twins());
        json.put("lost", verdict.lost());
        json.put("duplicates", verdict.duplicates());
        ObjectNode topics = json.putObject("kafka");
        kafka.records().forEach(topics::put);
        json.put("kafka_missing", kafka.missing().size());
        json.put("kafka_repeated", kafka.repeated());
        json.put("kills", kills.size());
        json.put("kills_during_a_write", killsDuringAWrite());
        json.put("broker_kills", brokerKills);
        ObjectNode seconds = json.putObject("phases");
        phases.forEach(seconds::put);
        json.put("seconds", Math.round(took.toMillis() / 100.0) / 10.0);
        return json.toString();
    }
}
