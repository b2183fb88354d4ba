/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ApiTokensTest {
    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    private ApiTokens open(Optional<Path> given) throws IOException {
        return ApiTokens.open(new TokenFile(folder.resolve("secrets")), given, new SecureRandom(), said::add);
    }

    @Test
    void saysTheFirstTokenOnceAndKeepsOnlyItsHash() throws IOException {
        ApiTokens first = open(Optional.empty());
        assertThat(said).singleElement().asString().matches("REST token \\(shown once\\): bsc_[A-Za-z0-9_-]{43}");
        String token = said.get(0).substring("REST token (shown once): ".length());
        assertThat(first.accepts(token)).isTrue();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(token).doesNotContain(token.substring(4));
                assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }

        ApiTokens again = open(Optional.empty());
        assertThat(said).hasSize(1);
        assertThat(again.accepts(token)).isTrue();
        assertThat(again.accepts(token + "x")).isFalse();
        assertThat(again.accepts("")).isFalse();
    }

    @Test
    void makesAnotherTokenForEveryRuntime() throws IOException {
        open(Optional.empty());
        Files.delete(folder.resolve("secrets/rest-token.sha256"));
        open(Optional.empty());
        assertThat(said).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void acceptsATokenFromAFileFromThenOn() throws IOException {
        open(Optional.empty());
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdefghijklmnopqrstuvwxyz\n");
        assertThat(open(Optional.of(file)).accepts("0123456789abcdefghijklmnopqrstuvwxyz"))
                .isTrue();
        assertThat(open(Optional.empty()).accepts("0123456789abcdefghijklmnopqrstuvwxyz"))
                .isTrue();
        assertThat(said).hasSize(1);
    }

    @Test
    void refusesAWeakOrMissingTokenFileAndKeepsTheOldToken() throws IOException {
        open(Optional.empty());
        byte[] before = Files.readAllBytes(folder.resolve("secrets/rest-token.sha256"));
        for (String weak : List.of("", "short", "a".repeat(64), "0123456789abcdef ghijklmnopqrstuvwxyz")) {
            Path file = Files.writeString(folder.resolve("token"), weak);
            assertThatThrownBy(() -> open(Optional.of(file)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bascule.rest.token")
                    .hasMessageContaining("openssl");
        }
        assertThatThrownBy(() -> open(Optional.of(folder.resolve("none")))).hasMessageContaining("no such file");
        assertThat(folder.resolve("secrets/rest-token.sha256")).hasBinaryContent(before);
    }

    @Test
    void staysClosedWhenTheHashIsUnreadable() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/rest-token.sha256"), "");
        assertThatThrownBy(() -> open(Optional.empty())).hasMessageContaining("Delete it and start again");
        assertThat(said).isEmpty();
    }
}
