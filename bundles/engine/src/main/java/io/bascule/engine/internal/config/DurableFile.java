/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/**
 * Writes files so that a process that dies at any step leaves the old text or the new one, whole: into a file beside it, synced,
 * renamed over it, and the folder synced. Thread-safe for different files.
 */
final class DurableFile {
    private final Faults faults;

    DurableFile(Faults faults) {
        this.faults = faults;
    }

    /**
     * Writes a file, or makes it. Its rights stay as they are.
     *
     * @throws BasculeException with {@code CONFIGURATION_READ_ONLY} if the folder cannot be written
     */
    void write(Path file, String text) {
        Path folder = Objects.requireNonNull(file.getParent());
        // Neither File Install nor the engine takes this for a configuration.
        Path fresh = folder.resolve("." + file.getFileName() + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        faults.hit(Failpoint.CONFIGURATION_BEFORE_WRITE);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                keepRights(file, fresh);
                ByteBuffer half = bytes.slice(0, bytes.limit() / 2);
                bytes.position(half.limit());
                drain(channel, half);
                faults.hit(Failpoint.CONFIGURATION_HALF_WRITTEN);
                drain(channel, bytes);
                faults.hit(Failpoint.CONFIGURATION_AFTER_WRITE);
                channel.force(true);
            }
            faults.hit(Failpoint.CONFIGURATION_AFTER_SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            faults.hit(Failpoint.CONFIGURATION_AFTER_RENAME);
            sync(folder);
            faults.hit(Failpoint.CONFIGURATION_AFTER_FOLDER_SYNC);
        } catch (IOException e) {
            throw readOnly(file, e);
        }
    }

    /**
     * Takes a file away; nothing happens if there is none.
     *
     * @throws BasculeException with {@code CONFIGURATION_READ_ONLY} if the folder cannot be written
     */
    void delete(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                sync(Objects.requireNonNull(file.getParent()));
            }
        } catch (IOException e) {
            throw readOnly(file, e);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void keepRights(Path file, Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null && Files.exists(file)) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            view.setPermissions(rights);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static BasculeException readOnly(Path file, IOException e) {
        return new BasculeException(
                new Problem(
                        ErrorCode.CONFIGURATION_READ_ONLY,
                        "The configuration cannot be changed from here",
                        file.toString(),
                        "a folder that Bascule may write",
                        e.toString(),
                        "Let the user that runs Bascule write the folder, or change the file where it comes from."),
                e);
    }
}
