/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

/** The main class of a child process: writes records from eight threads and prints the id of each as soon as it is committed. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(Path.of(arguments[0])));
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            int writer = i;
            threads[i] = new Thread(() -> write(store, arguments[1] + "-" + writer), "writer-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Each commit rewrites the writer's first record and adds another: what is rewritten leaves holes in the file. */
    private static void write(JdbcCatalogStore store, String writer) {
        String first = writer + "-0";
        for (int i = 0; i < 1_000_000; i++) {
            String id = writer + "-" + i;
            long version = i + 1L;
            store.write(transaction -> {
                transaction.records().insert(record(id, 1), new TreeSet<>());
                if (version > 1) {
                    transaction.records().update(record(first, version), new TreeSet<>());
                }
                return id;
            });
            synchronized (KilledWriter.class) {
                System.out.println(id);
                System.out.flush();
            }
        }
    }

    private static CatalogRecord record(String id, long version) {
        Fields fields = Fields.EMPTY.with("name", Value.of("x".repeat(300)));
        return new CatalogRecord(
                "customer",
                id,
                version,
                fields,
                Instant.EPOCH,
                Instant.EPOCH,
                CatalogRecord.LOCAL,
                "a",
                "c",
                new TreeMap<>());
    }
}
