/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the credential that was last found right, so that not every request of a page costs a third of a second. Kept
 * is only its HMAC under a key that lives as long as this object; it counts for the hash it was checked against, and for
 * ten minutes. Thread-safe.
 */
final class VerifiedLogins {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String FUNCTION = "HmacSHA256";

    private final InstantSource clock;
    private final SecretKeySpec key;

    private @Nullable Entry last;

    /** @param key 32 random bytes of its own */
    VerifiedLogins(InstantSource clock, byte[] key) {
        this.clock = clock;
        this.key = new SecretKeySpec(key, FUNCTION);
    }

    /** Whether this password was found to match this hash a short time ago. */
    synchronized boolean knows(String password, PasswordHash hash) {
        Entry entry = last;
        return entry != null
                && clock.instant().isBefore(entry.until())
                && MessageDigest.isEqual(entry.code(), code(password, hash));
    }

    /** Notes that this password matches this hash. */
    synchronized void remember(String password, PasswordHash hash) {
        last = new Entry(code(password, hash), clock.instant().plus(LIFETIME));
    }

    private byte[] code(String password, PasswordHash hash) {
        try {
            Mac mac = Mac.getInstance(FUNCTION);
            mac.init(key);
            mac.update(hash.written().getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256, which every Java has to offer", e);
        }
    }

    // Compared by its bytes in constant time only, never by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] code, Instant until) {}
}
