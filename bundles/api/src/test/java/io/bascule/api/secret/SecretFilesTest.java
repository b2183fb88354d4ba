/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.secret;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** On the folder as the launcher makes it: nobody but the owner may look into it. */
final class SecretFilesTest {
    private static final String WHERE = "integration shop, setting api.key";
    private static final String SECRET = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SecretFiles secrets;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(
                data.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        secrets = new SecretFiles(folder);
    }

    private Path put(String name, String text) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private String refused(String reference) {
        BasculeException failure =
                catchThrowableOfType(BasculeException.class, () -> secrets.resolve("The key", WHERE, reference));
        assertThat(failure).as(reference).isNotNull();
        assertThat(failure.code())
                .isEqualTo(SecretFiles.isReference(reference) ? ErrorCode.SECRET_MISSING : ErrorCode.SETTING_INVALID);
        assertThat(failure.problem().text()).contains(WHERE).doesNotContain(SECRET);
        assertThat(failure).hasMessageNotContaining(SECRET);
        return failure.problem().text();
    }

    @Test
    void readsAFileToTheLetterButForTheEndOfItsLastLine() throws IOException {
        put("plain", SECRET);
        put("by-editor", SECRET + "\n");
        put("by-windows", SECRET + "\r\n");
        put("spaced", " " + SECRET + " \n\n");

        assertThat(secrets.resolve("The key", WHERE, "secret:plain")).isEqualTo(SECRET);
        assertThat(secrets.resolve("The key", WHERE, "secret:by-editor")).isEqualTo(SECRET);
        assertThat(secrets.resolve("The key", WHERE, "secret:by-windows")).isEqualTo(SECRET);
        assertThat(secrets.resolve("The key", WHERE, "secret:spaced")).isEqualTo(" " + SECRET + " \n");
    }

    @Test
    void readsItAnewAtEachUse() throws IOException {
        Path file = put("key", "old");
        assertThat(secrets.resolve("The key", WHERE, "secret:key")).isEqualTo("old");

        Files.writeString(file, "new");

        assertThat(secrets.resolve("The key", WHERE, "secret:key")).isEqualTo("new");
    }

    @Test
    void aMissingFileIsNamedWithItsFolder() {
        assertThat(refused("secret:key")).contains(folder.resolve("key").toString());
    }

    @Test
    void aSecretInPlaceOfItsNameIsNotRepeated() {
        refused(SECRET);
        refused("secret:" + SECRET + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret:", "secret:../key", "secret:.key", "secret:a/b", "Secret:key", "key", ""})
    void aReferenceNamesAFileOfTheFolder(String reference) throws IOException {
        put(".key", SECRET);
        Files.writeString(data.resolve("key"), SECRET);
        Files.createDirectory(folder.resolve("a"));
        Files.writeString(folder.resolve("a").resolve("b"), SECRET);

        refused(reference);
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.writeString(data.resolve("outside"), SECRET);
        Files.createSymbolicLink(folder.resolve("key"), outside);

        refused("secret:key");
    }

    @Test
    void aFileThatCannotBeASecretIsRefusedWithoutShowingIt() throws IOException {
        put("large", SECRET.repeat(65_536 / SECRET.length() + 1));
        Files.write(put("binary", ""), (SECRET + "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(folder.resolve("folder"));

        refused("secret:large");
        refused("secret:binary");
        refused("secret:folder");
    }
}
