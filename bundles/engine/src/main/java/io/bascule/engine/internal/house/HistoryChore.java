/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldOrigin;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the history. What tells where a present value comes from stays, and so does the newest version, however old they are;
 * a record of which somebody still has to ask what came in lately is left alone.
 */
final class HistoryChore implements Chore {
    private static final int RECORDS = 50;

    /** Entries at once; also how many rows a transaction removes at the most, and a few more. */
    private static final int ENTRIES = 500;

    @Override
    public String what() {
        return "entries of the history";
    }

    @Override
    public int days(RetentionTimes times) {
        return times.history();
    }

    @Override
    public Step step(StoreTransaction tx, Instant moment, @Nullable String after) {
        int removed = 0;
        @Nullable String done = after;
        List<String> records = tx.history().recordsBefore(moment, after, RECORDS);
        for (String record : records) {
            List<Long> old = tx.history().versionsBefore(record, moment, ENTRIES);
            List<Long> goes = Needs.ofRecord(tx, record) ? List.of() : unneeded(tx, record, old);
            tx.history().delete(record, goes);
            removed += goes.size();
            if (old.size() == ENTRIES && !goes.isEmpty()) {
                // There may be more of this one.
                return new Step(removed, done == null ? "" : done);
            }
            done = record;
            if (removed >= ENTRIES) {
                return new Step(removed, done);
            }
        }
        return new Step(removed, records.size() < RECORDS ? null : done);
    }

    private static List<Long> unneeded(StoreTransaction tx, String recordId, List<Long> versions) {
        Optional<CatalogRecord> record = tx.records().find(recordId);
        Set<Long> kept = new HashSet<>();
        record.ifPresent(present -> {
            kept.add(present.version());
            present.origins().values().stream().map(FieldOrigin::version).forEach(kept::add);
        });
        return versions.stream().filter(version -> !kept.contains(version)).toList();
    }
}
