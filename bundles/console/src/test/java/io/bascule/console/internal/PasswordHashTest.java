/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PasswordHashTest {
    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @Test
    void survivesBeingWrittenAndRead() {
        PasswordHash read = PasswordHash.parse(PasswordHash.of("secret", SALT).written() + "\n");

        assertThat(read.iterations()).isEqualTo(600_000);
        assertThat(read.matches("secret")).isTrue();
        assertThat(read.matches("Secret")).isFalse();
        assertThat(read.matches("")).isFalse();
    }

    @Test
    void dependsOnTheSalt() {
        byte[] other = SALT.clone();
        other[0] = 9;

        assertThat(PasswordHash.of("secret", SALT).hash())
                .isNotEqualTo(PasswordHash.of("secret", other).hash());
    }

    @Test
    void refusesAWeakHash() {
        String weak = PasswordHash.of("secret", SALT).written().replace("$600000$", "$100000$");

        assertThatThrownBy(() -> PasswordHash.parse(weak)).hasMessageContaining("at least 600000");
    }

    @Test
    void repeatsNothingOfATextItDoesNotUnderstand() {
        assertThatThrownBy(() -> PasswordHash.parse("my-plain-password"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("my-plain-password");
    }
}
