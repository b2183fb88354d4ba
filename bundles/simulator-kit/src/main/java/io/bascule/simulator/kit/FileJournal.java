/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal of JSON lines. Writing goes through {@link RandomAccessFile} and not through a channel, because a channel
 * closes itself when a thread that uses it is interrupted.
 */
final class FileJournal implements Journal {
    private static final Logger log = LoggerFactory.getLogger(FileJournal.class);

    private final Path path;
    private final RandomAccessFile file;
    private final FileLock lock;
    private final Object syncing = new Object();
    private volatile long last;
    private volatile boolean closed;
    private long durable;

    private FileJournal(Path path, RandomAccessFile file, FileLock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    static FileJournal open(Path path, Consumer<ObjectNode> restored) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            boolean opened = false;
            try {
                FileJournal journal = new FileJournal(path, file, lock(path, file));
                journal.restore(restored);
                opened = true;
                return journal;
            } finally {
                if (!opened) {
                    file.close();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Can't open the journal " + path, failed);
        }
    }

    private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
        FileLock lock = null;
        try {
            lock = file.getChannel().tryLock();
        } catch (OverlappingFileLockException ours) {
            log.debug("This process has the journal open already", ours);
        }
        if (lock == null) {
            throw new IllegalStateException("The journal " + path
                    + " is in use by another simulator; stop that one or choose another data folder");
        }
        return lock;
    }

    private synchronized void restore(Consumer<ObjectNode> restored) throws IOException {
        long end = 0;
        try (Lines lines = new Lines(path)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                ObjectNode entry = entry(line, last + 1);
                if (entry.path("sequence").asLong() != last + 1) {
                    throw new IllegalStateException("The journal " + path + " is damaged: expected entry " + (last + 1)
                            + ", found " + entry.path("sequence"));
                }
                restored.accept(entry);
                last++;
                end += line.length + 1L;
            }
        }
        if (end < file.length()) {
            log.warn("Removed {} bytes of an unfinished entry at the end of {}", file.length() - end, path);
            file.setLength(end);
        }
        file.seek(end);
        durable = last;
    }

    private ObjectNode entry(byte[] line, long number) {
        try {
            return Json.parseObject(line, "journal " + path + ", line " + number);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException("The journal is damaged: " + damaged.getMessage(), damaged);
        }
    }

    @Override
    public synchronized long append(ObjectNode entry) {
        ObjectNode numbered = Json.object();
        numbered.put("sequence", last + 1);
        numbered.setAll(entry);
        byte[] json = Json.bytes(numbered);
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        try {
            file.write(line);
        } catch (IOException failed) {
            throw new UncheckedIOException("Can't write to the journal " + path, failed);
        }
        return ++last;
    }

    @Override
    public void awaitDurable(long sequence) {
        synchronized (syncing) {
            if (durable >= sequence || closed) {
                return;
            }
            // Whoever waited for this lock meanwhile has its entry in the file too and finds it durable.
            long covered = last;
            try {
                file.getFD().sync();
            } catch (IOException failed) {
                throw new UncheckedIOException("Can't force the journal " + path + " to disk", failed);
            }
            durable = covered;
        }
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public List<ObjectNode> read(long after, int limit, Predicate<ObjectNode> wanted) {
        List<ObjectNode> found = new ArrayList<>();
        long until = last;
        try (Lines lines = new Lines(path)) {
            for (long number = 1; number <= until && found.size() < limit; number++) {
                byte[] line = lines.next();
                if (line == null) {
                    break;
                }
                if (number > after) {
                    ObjectNode entry = entry(line, number);
                    if (wanted.test(entry)) {
                        found.add(entry);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Can't read the journal " + path, failed);
        }
        return found;
    }

    @Override
    public void close() {
        awaitDurable(last);
        synchronized (syncing) {
            if (closed) {
                return;
            }
            closed = true;
            try (file) {
                lock.release();
            } catch (IOException failed) {
                log.warn("Closing the journal {} failed", path, failed);
            }
        }
    }

    /** The complete lines of a file; what follows the last line end is left out. */
    private static final class Lines implements AutoCloseable {
        private final InputStream input;

        private Lines(Path path) throws IOException {
            input = new BufferedInputStream(Files.newInputStream(path), 64 * 1024);
        }

        private byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
            for (int next = input.read(); next >= 0; next = input.read()) {
                if (next == '\n') {
                    return line.toByteArray();
                }
                line.write(next);
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
