/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** The file that holds the hash of the console's password, and makes the first one. */
final class PasswordFile {
    /** No letter or digit that looks like another one; 32 of them, so that a random byte's five bits choose evenly. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789A";

    private static final int LENGTH = 24;

    private final Path file;
    private final SecureRandom random;

    PasswordFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /**
     * Makes a password where there is none yet.
     *
     * @return the password, known to nobody else from now on; empty if there is one already
     * @throws IOException if it cannot be kept
     */
    Optional<String> createWhereMissing() throws IOException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        String password = newPassword();
        byte[] salt = new byte[PasswordHash.SALT_BYTES];
        random.nextBytes(salt);
        write(PasswordHash.of(password, salt).written() + "\n");
        return Optional.of(password);
    }

    /**
     * The hash as it is now: who replaces the file need not restart.
     *
     * @throws IOException if the file is missing or cannot be read
     * @throws IllegalArgumentException if it holds something else
     */
    PasswordHash read() throws IOException {
        return PasswordHash.parse(Files.readString(file, StandardCharsets.US_ASCII));
    }

    private String newPassword() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        StringBuilder password = new StringBuilder(LENGTH);
        for (byte next : bytes) {
            password.append(ALPHABET.charAt(next & 31));
        }
        return password.toString();
    }

    private void write(String line) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        Files.writeString(fresh, line, StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
