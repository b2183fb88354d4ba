/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.util.Arrays;
import java.util.Optional;

/** What can be made to go wrong. */
public enum FaultKind {
    /** The answer takes longer, in real time. */
    LATENCY("latency", Scope.REQUEST),
    /** An error status instead of an answer; with {@code applied} the write is done all the same. */
    STATUS("status", Scope.REQUEST),
    /** 429 with {@code Retry-After}; nothing is done. */
    RATE_LIMIT("rateLimit", Scope.REQUEST),
    /** The write is done and journalled, then the connection is reset without an answer. */
    APPLY_THEN_RESET("applyThenReset", Scope.REQUEST),
    /** The connection is reset before anything is done. */
    RESET_BEFORE("resetBefore", Scope.REQUEST),
    /** A body that is not what it says: a proxy's page, half a JSON text, or a torn answer. */
    GARBAGE("garbage", Scope.REQUEST),
    /** A webhook that is never sent. */
    WEBHOOK_LOST("webhookLost", Scope.WEBHOOK),
    /** A webhook that is sent twice under one event id. */
    WEBHOOK_DOUBLED("webhookDoubled", Scope.WEBHOOK),
    /** A webhook that is sent later, by the simulator's clock. */
    WEBHOOK_LATE("webhookLate", Scope.WEBHOOK),
    /** Search sees writes at least this much later, by the simulator's clock. */
    SEARCH_LAG("searchLag", Scope.SEARCH);

    /** Where a fault may strike. */
    public enum Scope {
        /** A call from a client. */
        REQUEST,
        /** A call to a webhook endpoint. */
        WEBHOOK,
        /** A look into the search index. */
        SEARCH
    }

    private final String text;
    private final Scope scope;

    FaultKind(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
    }

    /** The name in scenario files, for example {@code applyThenReset}. */
    public String text() {
        return text;
    }

    /** Where it may strike. */
    public Scope scope() {
        return scope;
    }

    static Optional<FaultKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
