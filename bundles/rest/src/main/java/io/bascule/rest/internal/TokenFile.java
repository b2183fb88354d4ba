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
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file that holds all tokens by their hashes; only its owner may read it. One thread at a time. */
final class TokenFile {
    /** Where the tokens are. */
    static final String NAME = "rest-tokens.json";

    /** Where the hash of the only token was kept, before tokens had names. */
    static final String OLD_NAME = "rest-token.sha256";

    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final Path old;

    /** @param secrets the folder of secrets, for example {@code <data>/secrets} */
    TokenFile(Path secrets) {
        this.file = secrets.resolve(NAME);
        this.old = secrets.resolve(OLD_NAME);
    }

    /**
     * The stored tokens; empty if there are none yet.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    Optional<TokenList> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw refused("it is no file of at most " + LONGEST + " bytes");
        }
        try {
            return Optional.of(TokenListJson.read(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** The only token of a data folder from before tokens had names; empty if there is none. */
    Optional<TokenList> readOld() throws IOException {
        if (!Files.exists(old)) {
            return Optional.empty();
        }
        TokenHash hash = TokenHash.parse(
                        Files.readString(old, StandardCharsets.US_ASCII).strip())
                .orElseThrow(() -> new IOException(
                        "The file " + old + " must hold 64 hexadecimal digits, the SHA-256 of the REST token,"
                                + " but holds something else. Delete it and start again to get a new token."));
        Instant made = Files.getLastModifiedTime(old).toInstant();
        return Optional.of(
                new TokenList(List.of(new Token(TokenList.DEFAULT, hash, Scope.all(), made, null, null)), null));
    }

    private IOException refused(String found) {
        return new IOException("The file " + file + " must hold the REST interface's tokens as they were written, but "
                + found + ". Nobody gets in until that is put right. Restore the file from a backup, or delete it and"
                + " start again: then a new token is made, and all others are void.");
    }

    /** Stores tokens: whole and durable, or not at all. */
    void write(TokenList list) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)} : new FileAttribute<?>[0];
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, attributes)) {
            ByteBuffer text = ByteBuffer.wrap((TokenListJson.write(list) + "\n").getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (posix) {
            // The new name too must outlive a power cut, or a revoked token would come back.
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Removes what {@link #readOld} reads: once the tokens are stored it must never count again. */
    void deleteOld() throws IOException {
        Files.deleteIfExists(old);
    }
}
