/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request in that shows the token. Nothing but the header counts: no cookie, no parameter, no Basic login. */
final class Door {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"bascule\"";

    private final ApiTokens tokens;
    private final FailedAttempts attempts;

    Door(ApiTokens tokens, FailedAttempts attempts) {
        this.tokens = tokens;
        this.attempts = attempts;
    }

    /**
     * Who asks.
     *
     * @param authorization the values of the header Authorization
     * @param address the address of the peer
     * @throws HttpProblem 401, or 429 after too many wrong tokens from this address
     */
    String enter(List<String> authorization, String address) {
        if (authorization.isEmpty()) {
            // Not counted: this is how a client that means no harm finds out.
            throw refusal("This needs the header Authorization: Bearer TOKEN.", CHALLENGE);
        }
        String header = authorization.get(0);
        boolean bearer = authorization.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        // The right token always passes: it cannot be guessed, and otherwise one misled program would shut out all
        // others
        // that reach us from the same address.
        if (bearer && tokens.accepts(header.substring(SCHEME.length()).strip())) {
            return ApiTokens.ACTOR;
        }
        Duration wait = attempts.failed(address);
        if (!wait.isZero()) {
            log.debug("Too many wrong REST tokens from {}", address);
            throw new HttpProblem(
                            429,
                            "too-many-attempts",
                            "Too many requests with a wrong token came from this address. Correct the token, and wait.")
                    .withHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
        }
        log.warn("REST request with a wrong token from {}", address);
        throw refusal(
                bearer
                        ? "The token is not valid. It was shown when the runtime started for the first time."
                        : "Only one header Authorization: Bearer TOKEN is accepted.",
                CHALLENGE + ", error=\"invalid_token\"");
    }

    private static HttpProblem refusal(String detail, String challenge) {
        return new HttpProblem(401, "unauthorised", detail).withHeader("WWW-Authenticate", challenge);
    }
}
