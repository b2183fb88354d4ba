/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Understanding the webhooks that a system sends. */
@ConsumerType
public interface ReceivesWebhooks {
    /**
     * Verifies a webhook on its raw bytes and says what it hints at. Makes no remote call; the engine stores the hints,
     * answers, and reads the objects afterwards.
     */
    WebhookOutcome receive(WebhookRequest request);

    /**
     * A request as it came in.
     *
     * @param headers values by header name in lower case
     * @param body the raw bytes, at most 1 MiB
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are signed as they are; nobody compares requests
    record WebhookRequest(Map<String, List<String>> headers, byte[] body) {
        /** The first value of a header, or null; the name in lower case. */
        public @Nullable String header(String name) {
            List<String> values = headers.get(name);
            return values == null || values.isEmpty() ? null : values.get(0);
        }
    }

    /** What became of a webhook. */
    sealed interface WebhookOutcome {
        /**
         * Genuine.
         *
         * @param eventId the system's id of this event, by which a repeated delivery is known
         * @param hints what changed; empty for events that do not concern us
         */
        record Accepted(String eventId, List<Hint> hints) implements WebhookOutcome {
            /** Copies the list. */
            public Accepted {
                hints = List.copyOf(hints);
            }
        }

        /** Not genuine, too old or not readable; nothing is stored and the sender gets a 400 with this reason. */
        record Refused(String reason) implements WebhookOutcome {}
    }

    /**
     * Something may have changed.
     *
     * @param externalType the system's own type name
     * @param id the object's id
     */
    record Hint(String externalType, String id) {}
}
