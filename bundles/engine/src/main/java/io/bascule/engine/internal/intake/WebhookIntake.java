/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.catalog.Observation;
import io.bascule.api.connector.ReceivesWebhooks;
import io.bascule.api.connector.ReceivesWebhooks.Hint;
import io.bascule.api.connector.ReceivesWebhooks.WebhookOutcome;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what webhooks hint at; the objects are read afterwards. Thread-safe. */
public final class WebhookIntake {
    private static final Logger log = LoggerFactory.getLogger(WebhookIntake.class);

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Intake intake;

    public WebhookIntake(EngineStore store, Surroundings surroundings, Intake intake) {
        this.store = store;
        this.surroundings = surroundings;
        this.intake = intake;
    }

    /**
     * What to answer the sender.
     *
     * @param status the HTTP status
     * @param text a sentence for the sender's log
     */
    public record Answer(int status, String text) {}

    /** Verifies a webhook on its raw bytes, stores it and says what to answer. When this returns 200 the hints are durable. */
    public Answer receive(Integration integration, WebhookRequest request) {
        if (!(integration.connector() instanceof ReceivesWebhooks receiver)) {
            return new Answer(404, "Integration " + integration.name() + " takes no webhooks.");
        }
        WebhookOutcome outcome = receiver.receive(request);
        if (outcome instanceof WebhookOutcome.Refused refused) {
            log.warn("Webhook for {} refused: {}", integration.name(), refused.reason());
            return new Answer(400, refused.reason());
        }
        WebhookOutcome.Accepted accepted = (WebhookOutcome.Accepted) outcome;
        surroundings.faults().hit(Failpoint.WEBHOOK_AFTER_VERIFY);
        long stamp = integration.sequence().next();
        Instant now = surroundings.clock().instant();
        store.write(tx -> {
            if (tx.webhookEvents().add(integration.name(), accepted.eventId(), now)) {
                for (Hint hint : accepted.hints()) {
                    for (Mapping mapping : mappingsOf(integration, hint.externalType())) {
                        intake.seen(tx, mapping, hint.id(), new Observation(null, false, stamp, now, null));
                    }
                }
            }
            return null;
        });
        surroundings.faults().hit(Failpoint.WEBHOOK_AFTER_INSERT);
        return new Answer(200, "Stored.");
    }

    private static List<Mapping> mappingsOf(Integration integration, String externalType) {
        return integration.mappings().stream()
                .filter(mapping -> mapping.externalType().equals(externalType))
                .toList();
    }
}
