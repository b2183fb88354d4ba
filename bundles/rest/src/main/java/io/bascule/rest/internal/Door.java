/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request in that shows a token, as far as that token allows. Nothing but the header counts: no cookie, no parameter, no Basic login. */
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
     * The token that is shown.
     *
     * @param authorization the values of the header Authorization
     * @param address the address of the peer
     * @throws HttpProblem 401, or 429 after too many wrong tokens from this address
     */
    Token enter(List<String> authorization, String address) {
        if (authorization.isEmpty()) {
            // Not counted: this is how a client that means no harm finds out.
            throw refused("This needs the header Authorization: Bearer TOKEN.", CHALLENGE);
        }
        String header = authorization.get(0);
        boolean bearer = authorization.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        Optional<Token> token =
                bearer ? tokens.find(header.substring(SCHEME.length()).strip()) : Optional.empty();
        // A right token always passes: it cannot be guessed, and otherwise one misled program would shut out all others
        // that reach us from the same address.
        if (token.isPresent() && !tokens.isExpired(token.get())) {
            tokens.used(token.get());
            return token.get();
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
                token.isPresent()
                        ? "The token has expired. Make another one."
                        : bearer
                                ? "The token is not valid. A token is shown once, when it is made, and holds until it"
                                        + " is revoked."
                                : "Only one header Authorization: Bearer TOKEN is accepted.");
    }

    /**
     * Sees to it that a token allows what is asked for.
     *
     * @param token the token that was shown; null if none was needed to come in
     * @param needed the scope of the route; null if it needs none
     * @throws HttpProblem 403, naming the scope that is missing
     */
    static void check(@Nullable Token token, @Nullable Scope needed) {
        if (needed == null) {
            return;
        }
        if (token == null) {
            throw new IllegalStateException("A request came to a route with a scope and shows no token");
        }
        if (!token.scopes().contains(needed)) {
            throw HttpProblem.notAllowed("This needs the scope " + needed.word() + ", and the token " + token.name()
                            + " has only " + String.join(", ", Scope.words(token.scopes()))
                            + ". Use a token that has it, or make one.")
                    .withHeader(
                            "WWW-Authenticate",
                            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + needed.word() + "\"");
        }
    }

    /** What is answered to a token that is of no use. */
    static HttpProblem refusal(String detail) {
        return refused(detail, CHALLENGE + ", error=\"invalid_token\"");
    }

    private static HttpProblem refused(String detail, String challenge) {
        return new HttpProblem(401, "unauthorised", detail).withHeader("WWW-Authenticate", challenge);
    }
}
