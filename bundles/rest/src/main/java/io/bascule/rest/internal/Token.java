/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is kept: the token itself is known to its holder alone.
 *
 * @param name its unique name, for example {@code "invoice_import"}
 * @param hash the hash of the token
 * @param scopes what it allows; at least one
 * @param created when it was made
 * @param expires from when on it is void; null for never
 * @param lastUsed a time of its last use or at most an hour before; null if it was never used
 */
record Token(
        String name,
        TokenHash hash,
        Set<Scope> scopes,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant lastUsed) {

    /** The form of a name. */
    static final String NAME = "[a-z][a-z0-9_-]{0,30}";

    Token {
        if (!name.matches(NAME) || scopes.isEmpty()) {
            throw new IllegalArgumentException("a token must have a name like " + NAME + " and a scope");
        }
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Who acts with it, in the history of records; for example {@code "token:invoice_import"}. */
    String actor() {
        return "token:" + name;
    }

    /** Whether it is void by now. */
    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Whether tokens can be made and revoked with it for ever. */
    boolean keepsTheDoorOpen() {
        return scopes.contains(Scope.TOKENS) && expires == null;
    }

    /** The same, used at this time. */
    Token usedAt(Instant time) {
        return new Token(name, hash, scopes, created, expires, time);
    }
}
