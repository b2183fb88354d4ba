/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder below which everything is written, held by one runtime at a time. The lock goes with the process, so a
 * killed runtime leaves nothing to tidy up.
 */
final class DataFolder implements AutoCloseable {
    /** The parts that the runtime must be able to write to; etc is the operator's and may be read-only. */
    private static final List<String> WRITTEN = List.of("deploy", "catalog", "kafka", "log", "cache", "secrets", "tmp");

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing, takes its lock, and lays the default configuration into a new one.
     *
     * @param defaults the files that a new folder's etc gets; an existing etc is left alone
     * @throws StartFailure with {@link ExitCode#DATA_FOLDER}
     */
    static DataFolder open(Path folder, Path defaults) {
        Path root = folder.toAbsolutePath().normalize();
        boolean fresh = !Files.exists(root);
        makeFolder(root, root);
        DataFolder opened = new DataFolder(root, lock(root));
        try {
            for (String part : WRITTEN) {
                makeFolder(root, opened.at(part));
                requireWritable(opened.at(part));
            }
            restrict(opened.at("secrets"));
            if (fresh) {
                // The catalog holds people's data. Who wants to share the folder with a group can widen this later.
                restrict(root);
            }
            if (!Files.exists(opened.at("etc"))) {
                copyDefaults(defaults, opened.at("etc"));
            }
        } catch (IOException e) {
            opened.close();
            throw failure(root, "cannot be prepared: " + e, e);
        } catch (StartFailure e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** A part of the folder, for example {@code at("log")}. */
    Path at(String part) {
        return root.resolve(part);
    }

    Path root() {
        return root;
    }

    /** Lets another runtime use the folder. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(root, "cannot be released: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path root) {
        Path file = root.resolve("lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(root, "is not writable for this user: cannot open " + file + " for writing", e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException held) {
            // By this very process: the same text fits.
        } catch (IOException e) {
            throw failure(root, "cannot be locked: " + e.getMessage(), e);
        }
        closeQuietly(channel);
        throw failure(
                root,
                "is in use by another running Bascule. Stop that one first, or choose another folder with --dir",
                null);
    }

    private static void makeFolder(Path root, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw failure(root, "cannot be used: " + folder + " is a file, expected a folder", e);
        } catch (IOException e) {
            throw failure(root, "cannot be made: no right to create " + folder, e);
        }
    }

    private static void requireWritable(Path folder) throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(folder, "write", ".probe");
        } catch (IOException e) {
            throw failure(folder, "is not writable for this user", e);
        }
        Files.delete(probe);
    }

    private static void restrict(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void copyDefaults(Path defaults, Path etc) throws IOException {
        // Complete or not there: a start that dies half way must not leave an etc that looks like a chosen one.
        Path staging = Files.createDirectories(etc.resolveSibling("tmp").resolve("etc-new"));
        Files.createDirectories(staging.resolve("types"));
        Files.createDirectories(staging.resolve("mappings"));
        try (Stream<Path> files = Files.list(defaults)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(staging.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
        Files.move(staging, etc);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The failure that is about to be thrown says more.
        }
    }

    private static StartFailure failure(Path folder, String problem, @Nullable Exception cause) {
        String text = "The data folder " + folder + " " + problem + ".";
        return cause == null
                ? new StartFailure(ExitCode.DATA_FOLDER, text)
                : new StartFailure(ExitCode.DATA_FOLDER, text, cause);
    }
}
