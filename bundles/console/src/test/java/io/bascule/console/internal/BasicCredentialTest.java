/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class BasicCredentialTest {
    @Test
    void readsUserAndPasswordUpToTheFirstColon() {
        assertThat(BasicCredential.parse("basic " + encode("admin:a:\u00fc")))
                .contains(new BasicCredential("admin", "a:\u00fc"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer YTpi", "Basic YQ=="})
    void takesEverythingElseForNoCredential(String header) {
        assertThat(BasicCredential.parse(header)).isEmpty();
    }

    @Test
    void takesAnOversizedHeaderForNoCredential() {
        assertThat(BasicCredential.parse("Basic " + encode("admin:" + "x".repeat(2_000))))
                .isEmpty();
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(new BasicCredential("admin", "secret").toString()).doesNotContain("secret");
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
