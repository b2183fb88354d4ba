/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.secret.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

final class SecurityTest {
    @TempDir
    private Path folder;

    private static Security of(String protocol, String user, String password, String... ssl) {
        return new Security(
                protocol,
                "scram-sha-512",
                user,
                password,
                ssl.length > 0 ? ssl[0] : "",
                ssl.length > 1 ? ssl[1] : "",
                ssl.length > 2 ? ssl[2] : "");
    }

    private static void assertRefused(String text, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(text);
    }

    @Test
    void aLogInIsALineOfJaasWithThePasswordFromTheSecrets() throws IOException {
        Files.writeString(folder.resolve("kafka"), "p\"w\\d\n");

        assertThat(of("sasl_ssl", "ada", "secret:kafka").properties(new SecretFiles(folder)))
                .containsOnly(
                        entry("security.protocol", "SASL_SSL"),
                        entry("sasl.mechanism", "SCRAM-SHA-512"),
                        entry(
                                "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"ada\" password=\"p\\\"w\\\\d\";"));
    }

    @Test
    void certificatesAndKeyComeFromTheSecretsToo() throws IOException {
        Files.writeString(folder.resolve("ca"), "CA");
        Files.writeString(folder.resolve("cert"), "CERT");
        Files.writeString(folder.resolve("key"), "KEY");

        assertThat(of("SSL", "", "", "secret:ca", "secret:cert", "secret:key").properties(new SecretFiles(folder)))
                .containsOnly(
                        entry("security.protocol", "SSL"),
                        entry("ssl.truststore.type", "PEM"),
                        entry("ssl.truststore.certificates", "CA"),
                        entry("ssl.keystore.type", "PEM"),
                        entry("ssl.keystore.certificate.chain", "CERT"),
                        entry("ssl.keystore.key", "KEY"));
    }

    @Test
    void aSecretThatIsMissingIsNamedWhenAClientIsMade() {
        assertThatExceptionOfType(BasculeException.class)
                .isThrownBy(() -> of("SASL_SSL", "ada", "secret:none").properties(new SecretFiles(folder)))
                .satisfies(missing -> assertThat(missing.code()).isEqualTo(ErrorCode.SECRET_MISSING))
                .withMessageContaining("none");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertRefused("security.protocol must be one of PLAINTEXT, SSL", () -> of("TLS", "", ""));
        assertRefused("sasl.user must be the name", () -> of("SASL_SSL", "", "secret:kafka"));
        assertRefused("sasl.password must be secret:NAME", () -> of("SASL_SSL", "ada", ""));
        assertRefused("sasl.user must be nothing", () -> of("SSL", "ada", ""));
        assertRefused("ssl.authorities must be nothing", () -> of("PLAINTEXT", "", "", "secret:ca"));
        assertRefused("ssl.key must be there", () -> of("SSL", "", "", "", "secret:cert"));
    }

    @Test
    void aPasswordInThePlaceOfAReferenceIsRefusedAndNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("SASL_SSL", "ada", "hunter2"))
                .withMessageContaining("sasl.password must be secret:NAME")
                .withMessageNotContaining("hunter2");
    }
}
