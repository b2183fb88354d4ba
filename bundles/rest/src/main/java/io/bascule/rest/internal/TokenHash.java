/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token. It needs no salt and no slowness: a token of 256 random bits cannot be guessed. To compare two takes
 * as long for nearly equal ones as for any others.
 */
final class TokenHash {
    private final byte[] bytes;

    private TokenHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of a token. */
    static TokenHash of(String token) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The hash that was written as 64 hexadecimal digits; empty for any other text. */
    static Optional<TokenHash> parse(String written) {
        return written.matches("[0-9a-f]{64}")
                ? Optional.of(new TokenHash(HexFormat.of().parseHex(written)))
                : Optional.empty();
    }

    /** As 64 hexadecimal digits. */
    String written() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "a token's hash";
    }
}
