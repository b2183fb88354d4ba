/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a token allows. Each {@link Route} names the one that it needs; none of them contains another. */
enum Scope {
    /** To see everything but tokens. */
    READ,
    /** To create and change records. */
    CATALOG,
    /** To decide what is parked or held, and to have integrations checked and synchronised and topics filled. */
    DECIDE,
    /** To see, make and revoke tokens. */
    TOKENS;

    /** All of them, in order. */
    static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    /** The scope of a word, for example {@code "read"}. */
    static Optional<Scope> find(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /** How it is written outside Java. */
    String word() {
        return RecordJson.word(this);
    }

    /** How some of them are written, in order. */
    static List<String> words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).toList();
    }
}
