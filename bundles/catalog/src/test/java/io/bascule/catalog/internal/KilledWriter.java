/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

/** The main class of a child process: writes records from four threads and prints the id of each as soon as it is committed. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(Path.of(arguments[0])));
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int writer = i;
            threads[i] = new Thread(() -> write(store, writer), "writer-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(JdbcCatalogStore store, int writer) {
        for (int i = 0; i < 1_000_000; i++) {
            String id = writer + "-" + i;
            store.write(transaction -> {
                transaction.records().insert(record(id), new TreeSet<>());
                return id;
            });
            synchronized (KilledWriter.class) {
                System.out.println(id);
                System.out.flush();
            }
        }
    }

    private static CatalogRecord record(String id) {
        Fields fields = Fields.EMPTY.with("name", Value.of("x".repeat(300)));
        return new CatalogRecord(
                "customer",
                id,
                1,
                fields,
                Instant.EPOCH,
                Instant.EPOCH,
                CatalogRecord.LOCAL,
                "a",
                "c",
                new TreeMap<>());
    }
}
