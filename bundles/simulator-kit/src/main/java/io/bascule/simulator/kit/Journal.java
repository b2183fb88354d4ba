/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The append-only list of everything that a simulated system has accepted. Each entry is a JSON object with a
 * {@code sequence} (1, 2, 3, ...). State is a replay of the journal, so an entry carries what a replay needs: a write
 * carries the object that came of it. Thread-safe.
 *
 * <p>A caller appends while it holds its own lock, so that the entries are in the order of the writes; then it lets go
 * of the lock and waits with {@link #awaitDurable} before it answers. Many callers then share one fsync.
 */
public interface Journal extends AutoCloseable {
    /**
     * Opens a journal file and reads what is in it.
     *
     * @param file made if it does not exist; a last line that a crash cut short is removed
     * @param restored gets every entry in order, before this method returns
     * @throws IllegalStateException if another process has the file open, or an entry can't be read
     */
    static Journal open(Path file, Consumer<ObjectNode> restored) {
        return FileJournal.open(file, restored);
    }

    /** A journal that ends with the process. */
    static Journal inMemory() {
        return new InMemoryJournal();
    }

    /**
     * Adds an entry and gives it its sequence. When this returns the entry survives the end of the process.
     *
     * @return the entry's sequence
     */
    long append(ObjectNode entry);

    /** Returns when the entry survives a loss of power too. */
    void awaitDurable(long sequence);

    /** The sequence of the last entry; 0 when there is none. */
    long last();

    /**
     * Reads entries, oldest first.
     *
     * @param after only entries with a higher sequence
     * @param limit at most so many
     * @param wanted which entries to keep
     */
    List<ObjectNode> read(long after, int limit, Predicate<ObjectNode> wanted);

    @Override
    void close();
}
