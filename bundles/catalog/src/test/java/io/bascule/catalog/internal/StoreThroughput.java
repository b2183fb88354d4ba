/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how many records a second the store takes, each with its key, history entry and outbox event. Run by hand: arguments
 * are the folder to use and the seconds for each measurement.
 */
final class StoreThroughput {
    private final JdbcCatalogStore store;
    private final AtomicLong ids = new AtomicLong();

    private StoreThroughput(JdbcCatalogStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long seconds = Long.parseLong(arguments[1]);
        try (JdbcCatalogStore store = JdbcCatalogStore.open(StoreUrl.below(folder))) {
            StoreThroughput throughput = new StoreThroughput(store);
            throughput.measure(1, 1, seconds);
            for (int round = 0; round < 2; round++) {
                for (int threads : List.of(1, 4)) {
                    for (int rows : List.of(1, 50)) {
                        long records = throughput.measure(threads, rows, seconds);
                        long file = Files.size(folder.resolve("catalog/bascule.mv.db"));
                        System.out.printf(
                                Locale.ROOT,
                                "%d thread(s), %d record(s) a transaction: %d records/s, file %d MB%n",
                                threads,
                                rows,
                                records / seconds,
                                file / 1_000_000);
                    }
                }
            }
        }
    }

    private long measure(int threads, int rows, long seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong written = new AtomicLong();
        Thread[] running = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            running[i] = new Thread(() -> {
                while (System.nanoTime() < end) {
                    store.write(transaction -> {
                        for (int row = 0; row < rows; row++) {
                            add(transaction);
                        }
                        return rows;
                    });
                    written.addAndGet(rows);
                }
            });
            running[i].start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return written.get();
    }

    private void add(StoreTransaction transaction) {
        String id = String.format(Locale.ROOT, "0190a000-0000-7000-8000-%012d", ids.incrementAndGet());
        Instant now = Instant.ofEpochSecond(1_800_000_000L, ids.get());
        Fields fields = Fields.EMPTY.with("name", Value.of("Ada")).with("notes", Value.of("x".repeat(300)));
        TreeSet<MatchKey> keys = new TreeSet<>(List.of(new MatchKey("email", id + "@example.org")));
        CatalogRecord record = new CatalogRecord(
                "customer", id, 1, fields, now, now, CatalogRecord.LOCAL, "bench", "bench", new TreeMap<>());
        transaction.records().insert(record, keys);
        transaction
                .history()
                .add(new HistoryEntry(id, 1, now, CatalogRecord.LOCAL, "bench", "bench", new TreeMap<>(), false));
        transaction
                .outbox()
                .add(new OutboxEvent(
                        id, OutboxEvent.Kind.RECORD, null, "customer", id, 1, now, "created", "{\"name\":\"Ada\"}"));
    }
}
