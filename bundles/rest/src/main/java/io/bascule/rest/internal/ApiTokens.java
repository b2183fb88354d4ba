/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that programs must show. Only their hashes are kept, so whoever reads our files cannot use them. What is changed
 * here is durable before it is in force. Thread-safe.
 */
final class ApiTokens {
    /** How many there may be. */
    static final int MOST = 1_000;

    /** A use is noted if the last one noted was this long before. */
    private static final Duration GRAIN = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);
    private static final int TOKEN_BYTES = 32;

    private final TokenFile file;
    private final InstantSource clock;
    private final SecureRandom random;

    private volatile TokenList list;

    private ApiTokens(TokenFile file, InstantSource clock, SecureRandom random, TokenList list) {
        this.file = file;
        this.clock = clock;
        this.random = random;
        this.list = list;
    }

    /**
     * A token just made.
     *
     * @param text the token itself, for its holder and nobody else
     */
    record Made(Token token, String text) {}

    /**
     * Reads the stored tokens, or makes the first one and says it once.
     *
     * @param file where they are kept
     * @param given a file with a token to accept as {@code default} from now on, with all scopes; empty for none
     * @param say gets the line that shows a new token; to the terminal and nowhere else
     * @throws IOException if a file cannot be used; its text says which and why
     */
    static ApiTokens open(
            TokenFile file, Optional<Path> given, InstantSource clock, SecureRandom random, Consumer<String> say)
            throws IOException {
        TokenList list = list(file, given, now(clock), random, say);
        file.deleteOld();
        return new ApiTokens(file, clock, random, list);
    }

    private static TokenList list(
            TokenFile file, Optional<Path> given, Instant now, SecureRandom random, Consumer<String> say)
            throws IOException {
        Optional<TokenList> stored = file.read();
        if (given.isPresent()) {
            return accepting(given.get(), stored.orElse(TokenList.EMPTY), file, now);
        }
        if (stored.isPresent()) {
            return stored.get();
        }
        Optional<TokenList> old = file.readOld();
        if (old.isPresent()) {
            file.write(old.get());
            return old.get();
        }
        String text = newText(random);
        TokenList first = TokenList.EMPTY.with(standard(TokenHash.of(text), now));
        // Stored first: a token that was shown must be good.
        file.write(first);
        say.accept("REST token (shown once): " + text);
        return first;
    }

    private static TokenList accepting(Path given, TokenList list, TokenFile file, Instant now) throws IOException {
        TokenHash hash = TokenHash.of(GivenToken.read(given));
        if (hash.equals(list.revokedDefault())) {
            log.warn(
                    "REST: the token in {} was revoked and is not accepted any more. Put another one there, or take"
                            + " bascule.rest.token out of the settings",
                    given);
            return list;
        }
        Optional<Token> same = list.of(hash);
        if (same.isPresent() && !same.get().name().equals(TokenList.DEFAULT)) {
            throw GivenToken.unusable(given, "it holds the token " + same.get().name() + ", which has its own scopes");
        }
        if (same.isPresent()
                && same.get().scopes().equals(Scope.all())
                && same.get().expires() == null) {
            return list;
        }
        TokenList more = list.with(standard(hash, now));
        file.write(more);
        return more;
    }

    private static Token standard(TokenHash hash, Instant now) {
        return new Token(TokenList.DEFAULT, hash, Scope.all(), now, null, null);
    }

    private static String newText(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return "bsc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** All tokens, in the order in which they were made; expired ones too. */
    List<Token> all() {
        return list.tokens();
    }

    /** The token that is this text; expired ones too. Takes as long for one that is nearly right as for any other. */
    Optional<Token> find(String text) {
        return list.of(TokenHash.of(text));
    }

    /** Whether a token is void by now. */
    boolean isExpired(Token token) {
        return token.isExpired(clock.instant());
    }

    /** Notes that a token was used; most uses need no note. */
    void used(Token token) {
        if (isNoteDue(token)) {
            note(token);
        }
    }

    private boolean isNoteDue(Token token) {
        return token.lastUsed() == null
                || !clock.instant().isBefore(token.lastUsed().plus(GRAIN));
    }

    private synchronized void note(Token used) {
        Optional<Token> token = list.of(used.hash()).filter(this::isNoteDue);
        if (token.isEmpty()) {
            return;
        }
        // In force even if it cannot be stored, or a full disk would be written to at each request.
        list = list.with(token.get().usedAt(now(clock)));
        try {
            file.write(list);
        } catch (IOException e) {
            log.warn("REST: when token {} was last used could not be stored: {}", used.name(), e.toString());
        }
    }

    /**
     * Makes a token. It allows no more, and for no longer, than the one with which it is made.
     *
     * @param by the token of who asks
     * @throws HttpProblem 401, 403 or 409
     */
    synchronized Made make(Token by, NewToken wanted) {
        checkInForce(by);
        checkMayGive(by, wanted);
        String name = wanted.name();
        if (list.named(name).isPresent()) {
            throw new HttpProblem(
                    409, "name-taken", "There is a token " + name + " already. Take another name, or revoke it first.");
        }
        if (list.tokens().size() >= MOST) {
            throw new HttpProblem(
                    409, "too-many-tokens", "There are " + MOST + " tokens, which is the most. Revoke some first.");
        }
        String text = newText(random);
        Token token = new Token(name, TokenHash.of(text), wanted.scopes(), now(clock), wanted.expires(), null);
        store(list.with(token));
        log.info("REST: {} made token {} with {}", by.actor(), name, String.join(", ", Scope.words(wanted.scopes())));
        return new Made(token, text);
    }

    private static void checkMayGive(Token by, NewToken wanted) {
        for (Scope scope : wanted.scopes()) {
            if (!by.scopes().contains(scope)) {
                throw HttpProblem.notAllowed("A token gives no scope that it has not itself: " + by.name() + " has not "
                        + scope.word() + ". Ask with a token that has it, or leave it out.");
            }
        }
        if (by.expires() != null
                && (wanted.expires() == null || wanted.expires().isAfter(by.expires()))) {
            throw HttpProblem.notAllowed("A token makes none that outlives it: " + by.name() + " expires at "
                    + by.expires() + ". Give \"expires\" with that time or an earlier one.");
        }
    }

    /**
     * Revokes a token: from now on it lets nobody in.
     *
     * @param by the token of who asks
     * @throws HttpProblem 401, 404 or 409
     */
    synchronized void revoke(Token by, String name) {
        checkInForce(by);
        Token token = list.named(name)
                .orElseThrow(() -> HttpProblem.notFound(
                        "There is no token " + Shown.of(name) + ". See " + Whiteboard.PATH + "/tokens."));
        TokenList rest = list.without(token);
        if (token.keepsTheDoorOpen() && rest.tokens().stream().noneMatch(Token::keepsTheDoorOpen)) {
            throw new HttpProblem(
                    409,
                    "last-token",
                    "The token " + name + " is the last one with the scope tokens that does not expire; without it none"
                            + " could be made or revoked any more. Make another one like it first, and revoke " + name
                            + " with that.");
        }
        store(rest);
        log.info("REST: {} revoked token {}", by.actor(), name);
    }

    /** It may have been revoked since it passed the door, and must leave nothing behind. */
    private void checkInForce(Token token) {
        if (list.of(token.hash()).isEmpty()) {
            throw Door.refusal("The token was revoked.");
        }
    }

    private void store(TokenList next) {
        try {
            file.write(next);
        } catch (IOException e) {
            throw new BasculeException(
                    new Problem(
                            ErrorCode.STORE_FAILED,
                            "The tokens could not be stored; nothing has changed",
                            "REST",
                            null,
                            e.toString(),
                            "See to the folder of secrets and its disk, and try again."),
                    e);
        }
        list = next;
    }
}
