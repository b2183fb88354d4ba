/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password in the form in which it may be kept: PBKDF2-HMAC-SHA256, written {@code
 * pbkdf2-sha256$600000$<salt>$<hash>} in Base64. Checking one takes some tenths of a second, on purpose.
 *
 * @param iterations at least {@value #LEAST_ITERATIONS}, the minimum OWASP names for this function
 * @param salt 16 random bytes
 * @param hash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Copied on the way in, compared in constant time only.
record PasswordHash(int iterations, byte[] salt, byte[] hash) {
    static final int LEAST_ITERATIONS = 600_000;
    static final int SALT_BYTES = 16;

    private static final int HASH_BITS = 256;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256\\$(\\d{6,9})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)\\s*");

    PasswordHash {
        if (iterations < LEAST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "A password hash needs at least " + LEAST_ITERATIONS + " iterations, but has " + iterations);
        }
        if (salt.length < SALT_BYTES || hash.length != HASH_BITS / 8) {
            throw new IllegalArgumentException("A password hash has 16 bytes of salt or more and 32 bytes of hash");
        }
        salt = salt.clone();
        hash = hash.clone();
    }

    /** Hashes a password under a salt that was never used before. */
    static PasswordHash of(String password, byte[] salt) {
        return new PasswordHash(LEAST_ITERATIONS, salt, derive(password, salt, LEAST_ITERATIONS));
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if the text is something else; its content is not repeated
     */
    static PasswordHash parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected pbkdf2-sha256$iterations$salt$hash");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(
                Integer.parseInt(matcher.group(1)), decoder.decode(matcher.group(2)), decoder.decode(matcher.group(3)));
    }

    /** The written form. */
    String written() {
        Base64.Encoder encoder = Base64.getEncoder();
        return "pbkdf2-sha256$" + iterations + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    /** Whether this is the hash of a password; takes the same time for every wrong one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "PasswordHash[" + iterations + " iterations]";
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks PBKDF2WithHmacSHA256, which every Java has to offer", e);
        } finally {
            key.clearPassword();
        }
    }
}
