/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.error.BasculeException;
import io.bascule.api.runtime.Failpoint;
import io.bascule.engine.internal.integration.Runner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings webhooks to the runtime: some get lost, come twice or late; what is not acknowledged is sent again. */
final class Webhooks {
    private static final int MOST_TRIES = 5;
    private static final int SCALE = 100;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Coverage coverage;
    private final SimulatedFaults faults;
    private final Supplier<@Nullable Node> node;
    private boolean healed;
    private int replays;

    Webhooks(
            VirtualTime time,
            SplittableRandom random,
            Coverage coverage,
            SimulatedFaults faults,
            Supplier<@Nullable Node> node) {
        this.time = time;
        this.random = random;
        this.coverage = coverage;
        this.faults = faults;
        this.node = node;
    }

    void heal() {
        healed = true;
    }

    void changed(String system, SimulatedSystem.Event event) {
        int dice = healed ? SCALE : random.nextInt(SCALE);
        Duration delay = Duration.ofMillis(random.nextInt(3000));
        if (dice < 10) {
            coverage.fault(CoverageTables.LOST, CoverageTables.WEBHOOK);
            return;
        }
        if (dice < 20) {
            coverage.fault(CoverageTables.DOUBLED, CoverageTables.WEBHOOK);
            deliver(system, event.id(), event.objectId(), delay.plusMillis(random.nextInt(5000)), 1);
        } else if (dice < 30) {
            coverage.fault(CoverageTables.LATE, CoverageTables.WEBHOOK);
            delay = Duration.ofSeconds(5 + random.nextInt(90));
        }
        deliver(system, event.id(), event.objectId(), delay, 1);
    }

    /** The same news under an id never seen. */
    void replay(String system, String objectId) {
        deliver(system, "evt_again_" + replays++, objectId, Duration.ofMillis(random.nextInt(3000)), 1);
    }

    private void deliver(String system, String eventId, String objectId, Duration delay, int attempt) {
        time.after(delay, () -> {
            boolean acknowledged = false;
            try {
                acknowledged = post(system, eventId + " " + objectId);
            } finally {
                if (!acknowledged && attempt < MOST_TRIES) {
                    deliver(system, eventId, objectId, Duration.ofSeconds(2L << attempt), attempt + 1);
                }
            }
        });
    }

    private boolean post(String system, String body) {
        Node current = node.get();
        Runner runner = current == null ? null : current.runners().get(system);
        if (current == null || runner == null) {
            return false;
        }
        try {
            int status = current.engine()
                    .webhook(runner, new WebhookRequest(Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                    .status();
            faults.hit(Failpoint.WEBHOOK_AFTER_2XX);
            return status == 200;
        } catch (BasculeException e) {
            return false;
        }
    }
}
