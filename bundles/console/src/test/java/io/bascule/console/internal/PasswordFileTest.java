/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class PasswordFileTest {
    @TempDir
    Path folder;

    @Test
    void makesOnePasswordAndKeepsOnlyItsHash() throws IOException {
        Path path = folder.resolve("password");
        PasswordFile file = new PasswordFile(path, new SecureRandom());

        String password = file.createWhereMissing().orElseThrow();

        assertThat(password).matches("[A-Za-z0-9]{24}");
        assertThat(file.read().matches(password)).isTrue();
        assertThat(path).content().doesNotContain(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(file.createWhereMissing()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void makesAnotherPasswordForEachRuntime() throws IOException {
        SecureRandom random = new SecureRandom();

        assertThat(new PasswordFile(folder.resolve("a"), random).createWhereMissing())
                .isNotEqualTo(new PasswordFile(folder.resolve("b"), random).createWhereMissing());
    }
}
