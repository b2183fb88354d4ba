/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The token that programs must show. Only its hash is kept, so whoever reads our files cannot use it. The hash needs no salt
 * and no slowness: a token of 256 random bits cannot be guessed. Thread-safe.
 */
final class ApiTokens {
    /** Who acts with this token, in the history of records. */
    static final String ACTOR = "token:default";

    private static final int TOKEN_BYTES = 32;
    private static final String GIVEN = "[\\x21-\\x7E]{32,200}";
    private static final int LONGEST_FILE = 1_000;

    private final byte[] hash;

    private ApiTokens(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Reads the stored hash, or makes the first token and says it once.
     *
     * @param file where the hash is kept
     * @param given a file with a token to accept from now on instead of the stored one; empty for none
     * @param say gets the line that shows a new token; to the terminal and nowhere else
     * @throws IOException if a file cannot be used; its text says which and why
     */
    static ApiTokens open(TokenFile file, Optional<Path> given, SecureRandom random, Consumer<String> say)
            throws IOException {
        if (given.isPresent()) {
            byte[] hash = sha256(tokenIn(given.get()));
            file.write(hash);
            return new ApiTokens(hash);
        }
        Optional<byte[]> stored = file.read();
        if (stored.isPresent()) {
            return new ApiTokens(stored.get());
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "bsc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byte[] hash = sha256(token);
        // Stored first: a token that was shown must be good.
        file.write(hash);
        say.accept("REST token (shown once): " + token);
        return new ApiTokens(hash);
    }

    /** Whether this is the token; takes as long for one that is nearly right as for any other. */
    boolean accepts(String token) {
        return MessageDigest.isEqual(sha256(token), hash);
    }

    private static String tokenIn(Path given) throws IOException {
        if (!Files.isRegularFile(given)) {
            throw unusable(given, "there is no such file");
        }
        String text =
                Files.size(given) > LONGEST_FILE ? "" : Files.readString(given).strip();
        if (!text.matches(GIVEN) || text.chars().distinct().count() < 10) {
            throw unusable(given, "its content is something else");
        }
        return text;
    }

    private static IOException unusable(Path given, String found) {
        return new IOException("The framework property bascule.rest.token names " + given
                + ", which must be a file with one token of 32 to 200 printable characters, at least 10 of them"
                + " different; but " + found + ". Make one, for example, with: openssl rand -hex 32");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
