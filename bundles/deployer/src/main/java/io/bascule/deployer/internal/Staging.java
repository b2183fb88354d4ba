/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Our private copies. What was checked is what is installed, whatever happens to the file meanwhile; and the last copy that
 * was accepted is still there when the file is found broken after a restart.
 */
final class Staging {
    private static final long LARGEST = 50L << 20;
    private static final String INCOMING = "incoming.tmp";

    private final Path folder;
    private final JarChecks checks;

    Staging(Path folder, JarChecks checks) {
        this.folder = folder;
        this.checks = checks;
    }

    /**
     * Copies and checks a file.
     *
     * @throws Refusal if it must not be installed
     * @throws IOException if it cannot be read, or the copy not be written
     */
    Jar take(Path source) throws IOException, Refusal {
        Files.createDirectories(folder);
        Path incoming = folder.resolve(INCOMING);
        try {
            String sha256 = copy(source, incoming);
            BundleKey key = checks.check(incoming);
            Path kept = folder.resolve(sha256 + ".jar");
            Files.move(incoming, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Jar(sha256, key, kept);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** The copy of these bytes, checked again; empty if it is there no longer or has changed. */
    Optional<Jar> find(String sha256) throws IOException, Refusal {
        Path kept = folder.resolve(sha256 + ".jar");
        if (!Files.isRegularFile(kept)) {
            return Optional.empty();
        }
        try (InputStream stream = Files.newInputStream(kept)) {
            if (!transfer(stream, OutputStream.nullOutputStream()).equals(sha256)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Jar(sha256, checks.check(kept), kept));
    }

    /** Deletes all copies but these. */
    void keepOnly(Set<String> hashes) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> copies = Files.list(folder)) {
            for (Path copy : (Iterable<Path>) copies::iterator) {
                String name = copy.getFileName().toString();
                if (name.endsWith(".jar") && !hashes.contains(name.substring(0, name.length() - 4))) {
                    Files.delete(copy);
                }
            }
        }
    }

    private static String copy(Path source, Path target) throws IOException, Refusal {
        try (InputStream stream = Files.newInputStream(source);
                FileChannel channel = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            String sha256 = transfer(stream, Channels.newOutputStream(channel));
            channel.force(true);
            return sha256;
        }
    }

    private static String transfer(InputStream from, OutputStream to) throws IOException, Refusal {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[64 * 1024];
        long length = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            length += count;
            if (length > LARGEST) {
                throw Refusal.because(
                        "the file", "at most " + (LARGEST >> 20) + " MB", "more", "Pack less into the jar.");
            }
            digest.update(buffer, 0, count);
            to.write(buffer, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
