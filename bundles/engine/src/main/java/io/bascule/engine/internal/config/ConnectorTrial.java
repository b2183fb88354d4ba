/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.runtime.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a new build of a connector and checks it, beside the one that works; a few times if the system is not there to be asked.
 * What it opened belongs to whoever takes it; what nobody takes it closes. Thread-safe.
 */
final class ConnectorTrial {
    private static final Logger log = LoggerFactory.getLogger(ConnectorTrial.class);

    private static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String integration;
    private final Supplier<Opened> opening;
    private final Surroundings surroundings;
    private final Instant until;

    private @Nullable Opened opened;
    private @Nullable String failure;
    private boolean over;
    private int tries;

    ConnectorTrial(String integration, Supplier<Opened> opening, Surroundings surroundings) {
        this.integration = integration;
        this.opening = opening;
        this.surroundings = surroundings;
        this.until = surroundings.clock().instant().plus(LIMIT);
        surroundings.executor().execute(this::run);
    }

    private void run() {
        Opened candidate = null;
        try {
            candidate = opening.get();
            candidate.observed().check();
            succeeded(candidate);
        } catch (BasculeException e) {
            close(candidate);
            ErrorKind kind = e.code().kind();
            failed(e.problem().text(), kind == ErrorKind.TRANSIENT || kind == ErrorKind.THROTTLED);
        } catch (RuntimeException | LinkageError e) {
            log.error("A new version of the connector of {} fails, with its stack trace", integration, e);
            close(candidate);
            failed("It fails to open: " + e, false);
        }
    }

    private synchronized void succeeded(Opened candidate) {
        if (over) {
            candidate.close();
        } else {
            opened = candidate;
        }
    }

    private synchronized void failed(String text, boolean passing) {
        tries++;
        if (!passing || tries >= MOST_TRIES) {
            failure = text;
        } else if (!over) {
            surroundings
                    .scheduler()
                    .after(
                            integration + " trial",
                            PAUSE,
                            () -> surroundings.executor().execute(this::run));
        }
    }

    private static void close(@Nullable Opened candidate) {
        if (candidate != null) {
            candidate.close();
        }
    }

    /** What was opened and checked, once it is; it then belongs to the caller. */
    synchronized @Nullable Opened take() {
        Opened taken = opened;
        opened = null;
        over |= taken != null;
        return taken;
    }

    /** Why it failed; null if it did not, or not yet. */
    synchronized @Nullable String failure() {
        if (failure == null
                && opened == null
                && !over
                && surroundings.clock().instant().isAfter(until)) {
            return "Opening and checking it takes longer than " + LIMIT.toSeconds() + " s.";
        }
        return failure;
    }

    /** Nobody wants it any more; what was opened is the caller's to close. */
    synchronized @Nullable Opened cancel() {
        over = true;
        Opened left = opened;
        opened = null;
        return left;
    }
}
