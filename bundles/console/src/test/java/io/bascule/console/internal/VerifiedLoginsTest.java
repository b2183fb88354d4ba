/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class VerifiedLoginsTest {
    private static final PasswordHash HASH = new PasswordHash(600_000, new byte[16], new byte[32]);

    private Instant now = Instant.EPOCH;
    private final VerifiedLogins verified = new VerifiedLogins(() -> now, new byte[32]);

    @Test
    void knowsNobodyAtFirst() {
        assertThat(verified.knows("secret", HASH)).isFalse();
    }

    @Test
    void knowsThePasswordForTenMinutes() {
        verified.remember("secret", HASH);

        assertThat(verified.knows("secret", HASH)).isTrue();
        assertThat(verified.knows("secret2", HASH)).isFalse();
        now = now.plusSeconds(600);
        assertThat(verified.knows("secret", HASH)).isFalse();
    }

    @Test
    void forgetsItWhenThePasswordChanges() {
        verified.remember("secret", HASH);
        byte[] salt = new byte[16];
        salt[3] = 1;

        assertThat(verified.knows("secret", new PasswordHash(600_000, salt, new byte[32])))
                .isFalse();
    }
}
