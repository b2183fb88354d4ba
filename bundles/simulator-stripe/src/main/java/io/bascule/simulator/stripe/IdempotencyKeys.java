/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers stored under the clients' keys, after {@code docs.stripe.com/api/idempotent_requests}. Thread-safe. */
final class IdempotencyKeys {
    /** Keys may be removed once they are at least 24 hours old. */
    static final Duration KEPT = Duration.ofHours(24);

    static final int MAX_LENGTH = 255;

    private final Map<String, StoredAnswer> stored = new LinkedHashMap<>();
    private final Set<String> underway = new HashSet<>();

    /**
     * Claims a key for a request, or finds the answer that it has.
     *
     * @return the stored answer; empty if the caller now holds the key and must {@link #end} it
     * @throws StripeError if the key is held by another request or belongs to one that differs
     */
    synchronized Optional<StoredAnswer> begin(String key, String endpoint, String fingerprint, Instant now) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw StripeError.invalid(
                    null, null, "Idempotency keys must have from 1 to " + MAX_LENGTH + " characters.");
        }
        if (underway.contains(key)) {
            throw StripeError.keyInUse(key);
        }
        StoredAnswer answer = stored.get(key);
        if (answer == null || answer.hasExpired(now)) {
            stored.remove(key);
            underway.add(key);
            return Optional.empty();
        }
        String advice = "Try using a key other than '" + key + "' if you meant to execute a different request.";
        if (!answer.endpoint.equals(endpoint)) {
            throw StripeError.keyReused("Keys for idempotent requests can only be used for the same endpoint they were"
                    + " first used for ('" + endpoint + "' vs '" + answer.endpoint + "'). " + advice);
        }
        if (!answer.fingerprint.equals(fingerprint)) {
            throw StripeError.keyReused("Keys for idempotent requests can only be used with the same parameters they"
                    + " were first used with. " + advice);
        }
        return Optional.of(answer);
    }

    /** Lets go of a key, whether an answer was stored or not. */
    synchronized void end(String key) {
        underway.remove(key);
    }

    /** Stores the answer of an execution. */
    synchronized void store(String key, StoredAnswer answer) {
        stored.remove(key);
        stored.put(key, answer);
        Iterator<StoredAnswer> oldest = stored.values().iterator();
        while (oldest.hasNext() && oldest.next().hasExpired(answer.since)) {
            oldest.remove();
        }
    }

    /** True if the key has a live answer or is held. */
    synchronized boolean isTaken(String key, Instant now) {
        StoredAnswer answer = stored.get(key);
        return underway.contains(key) || (answer != null && !answer.hasExpired(now));
    }

    /**
     * What a key stands for.
     *
     * @param endpoint for example {@code /v1/customers}
     * @param fingerprint of the parameters
     * @param requestId of the request that was executed
     */
    record StoredAnswer(
            String endpoint, String fingerprint, int status, ObjectNode body, String requestId, Instant since) {
        private boolean hasExpired(Instant now) {
            return !now.isBefore(since.plus(KEPT));
        }
    }
}
