/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.InvalidRecordException;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into a problem document (RFC 9457). What nobody foresaw gets an id that leads to its stack trace in
 * the log; the client sees no more of it.
 */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "urn:bascule:problem:";
    private static final long STORE_RETRY_SECONDS = 5;
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "The request is malformed"),
            Map.entry(401, "A valid token is needed"),
            Map.entry(403, "The token does not allow this"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Not possible in the present state"),
            Map.entry(410, "The record is deleted"),
            Map.entry(412, "The record has changed"),
            Map.entry(413, "The body is too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "The record does not fit its type"),
            Map.entry(428, "A precondition is needed"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(502, "The other system refuses"),
            Map.entry(503, "Not possible just now"));

    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids makes the ids by which an unforeseen error is found in the log */
    Problems(InstantSource clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Answer of(RuntimeException thrown) {
        if (thrown instanceof HttpProblem problem) {
            return of(problem);
        }
        if (thrown instanceof StaleException) {
            return of(new HttpProblem(
                            503,
                            "busy",
                            "The record kept being changed by others at the same time. Send the request again.")
                    .withHeader("Retry-After", "1"));
        }
        if (thrown instanceof BasculeException known && known.code() != ErrorCode.BUG) {
            return of(translate(known));
        }
        String id = ids.get();
        log.error("REST request failed; the client was told the id {}", id, thrown);
        return of(new HttpProblem(
                500, "internal", "Something went wrong inside Bascule. Its log tells more under the id " + id + "."));
    }

    private HttpProblem translate(BasculeException known) {
        String text = known.problem().text();
        // The code stands in a member of its own.
        String detail = text.substring(0, text.length() - known.code().text().length() - " []".length());
        int status = statusOf(known.code());
        HttpProblem problem = new HttpProblem(status, known.code().text(), detail);
        if (known instanceof InvalidRecordException invalid) {
            problem = problem.withErrors(invalid.errors());
        }
        if (status == 503 || status == 429) {
            log.warn("REST request answered with {}: {}", status, text);
            problem = problem.withHeader("Retry-After", Long.toString(secondsUntil(known)));
        }
        return problem;
    }

    private long secondsUntil(BasculeException known) {
        return known.retryAt() == null
                ? STORE_RETRY_SECONDS
                : Math.max(1, Duration.between(clock.instant(), known.retryAt()).toSeconds() + 1);
    }

    private static int statusOf(ErrorCode code) {
        return switch (code) {
            case RECORD_INVALID -> 422;
            case RECORD_NOT_FOUND, TYPE_INVALID, NOT_FOUND -> 404;
            case RECORD_DELETED -> 410;
            case VERSION_MISMATCH -> 412;
            default ->
                switch (code.kind()) {
                    case CONFIGURATION, DATA -> 409;
                    case TRANSIENT -> 503;
                    case THROTTLED -> 429;
                    // It is the other system that refuses us, not we that refuse the client.
                    case DENIED -> 502;
                    case BUG -> 500;
                };
        };
    }

    private static Answer of(HttpProblem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE + problem.code());
        json.put("title", title(problem.status()));
        json.put("status", problem.status());
        json.put("detail", problem.detail());
        json.put("code", problem.code());
        json.put("errors", problem.errors().stream().map(Problems::json).toList());
        return new Answer(problem.status(), Answer.PROBLEM, JsonText.write(json), problem.headers());
    }

    private static Map<String, String> json(FieldError error) {
        return new LinkedHashMap<>(Map.of("path", error.path(), "message", error.message()));
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }
}
