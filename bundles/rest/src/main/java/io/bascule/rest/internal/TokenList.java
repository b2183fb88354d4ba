/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All tokens, in the order in which they were made. Immutable.
 *
 * @param tokens no two of one name or hash
 * @param revokedDefault the hash of the token {@code default} that was revoked last, so that a file that still holds that token
 *     does not bring it back; null if none was
 */
record TokenList(List<Token> tokens, @Nullable TokenHash revokedDefault) {
    /** The name of the token that is there from the first start on. */
    static final String DEFAULT = "default";

    static final TokenList EMPTY = new TokenList(List.of(), null);

    TokenList {
        tokens = List.copyOf(tokens);
        if (tokens.stream().map(Token::name).distinct().count() < tokens.size()
                || tokens.stream().map(Token::hash).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("two tokens have the same name or are the same");
        }
    }

    Optional<Token> named(String name) {
        return tokens.stream().filter(token -> token.name().equals(name)).findFirst();
    }

    /** The token of this hash. Each is compared, so that the time says nothing about which one comes near. */
    Optional<Token> of(TokenHash hash) {
        return tokens.stream().filter(token -> token.hash().equals(hash)).reduce((any, same) -> any);
    }

    /** With this token, in the place of one of its name if there is one. */
    TokenList with(Token token) {
        return new TokenList(
                named(token.name()).isPresent()
                        ? tokens.stream()
                                .map(other -> other.name().equals(token.name()) ? token : other)
                                .toList()
                        : Stream.concat(tokens.stream(), Stream.of(token)).toList(),
                revokedDefault);
    }

    /** Without this token. */
    TokenList without(Token revoked) {
        return new TokenList(
                tokens.stream()
                        .filter(token -> !token.name().equals(revoked.name()))
                        .toList(),
                revoked.name().equals(DEFAULT) ? revoked.hash() : revokedDefault);
    }
}
