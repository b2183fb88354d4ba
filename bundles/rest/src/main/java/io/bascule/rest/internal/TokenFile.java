/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The file that holds the SHA-256 of the token as 64 hexadecimal digits; only its owner may read it. */
final class TokenFile {
    private static final String NAME = "rest-token.sha256";

    private final Path file;

    /** @param secrets the folder of secrets, for example {@code <data>/secrets} */
    TokenFile(Path secrets) {
        this.file = secrets.resolve(NAME);
    }

    /**
     * The stored hash; empty if there is none yet.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    Optional<byte[]> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IOException(
                    "The file " + file + " must hold 64 hexadecimal digits, the SHA-256 of the REST token,"
                            + " but holds something else. Delete it and start again to get a new token.");
        }
        return Optional.of(HexFormat.of().parseHex(text));
    }

    /** Stores a hash: whole and durable, or not at all. */
    void write(byte[] hash) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)} : new FileAttribute<?>[0];
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, attributes)) {
            ByteBuffer text =
                    ByteBuffer.wrap((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
