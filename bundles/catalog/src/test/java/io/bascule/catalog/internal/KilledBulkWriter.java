/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The main class of a child process: three threads that change hundreds of rows a commit beside five that change one, so that a
 * kill often meets a large commit half written. Each prints its number as soon as a commit is acknowledged.
 */
final class KilledBulkWriter {
    static final int WRITERS = 8;

    private static final int BULKS = 3;
    private static final int BULK = 400;

    private KilledBulkWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(Path.of(arguments[0])));
        Thread[] threads = new Thread[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            threads[i] = new Thread(() -> write(store, writer), "writer-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** How many rows a writer has. */
    static int rows(int writer) {
        return writer < BULKS ? BULK : 1;
    }

    static String row(int writer, int number) {
        return "writer-" + writer + "-row-" + number;
    }

    private static void write(JdbcCatalogStore store, int writer) {
        while (true) {
            step(store, writer);
            synchronized (KilledBulkWriter.class) {
                System.out.println(writer);
                System.out.flush();
            }
        }
    }

    /** Counts all rows of a writer one on, in one transaction. */
    static void step(JdbcCatalogStore store, int writer) {
        store.write(tx -> {
            for (int i = 0; i < rows(writer); i++) {
                String id = row(writer, i);
                Work old = tx.work().find(id).orElse(null);
                if (old == null) {
                    tx.work().insert(work(id, 1));
                } else {
                    tx.work().update(work(id, old.revision() + 1));
                }
            }
            return writer;
        });
    }

    private static Work work(String id, long revision) {
        return new Work(
                id,
                "stripe",
                "customer",
                revision,
                revision,
                null,
                State.READY,
                null,
                null,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }
}
