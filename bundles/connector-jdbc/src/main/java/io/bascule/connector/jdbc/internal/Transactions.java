/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one look into the log and keeps what they tell of one table, transaction by transaction. Those that were
 * handed on before are left out. Ends after a transaction with which there are enough changes; inside one only if it is very
 * large. Used by one thread.
 */
final class Transactions {
    /** So many changes of one transaction go into one page at the most. */
    static final int MOST = 5_000;

    private final LogicalPosition since;
    private final String keyColumn;
    private final int limit;
    private final List<Told> told = new ArrayList<>();
    private int count;
    private int keyIndex = -1;
    private PgOutput.@Nullable Begin begin;
    private int xid;
    private List<String> keys = new ArrayList<>();
    private int ordinal;
    private @Nullable String lost;
    private boolean enough;

    Transactions(LogicalPosition since, String keyColumn, int limit) {
        this.since = since;
        this.keyColumn = keyColumn;
        this.limit = limit;
    }

    /**
     * A transaction.
     *
     * @param xid its number, the low 32 bits
     * @param at when it was committed
     * @param keys the keys of the rows that it touched, as the database writes them
     * @param end what follows its commit; null if it was cut
     * @param handedOn how many of its changes were handed on when it was cut
     */
    record Told(
            int xid,
            Instant at,
            List<String> keys,
            @Nullable Lsn end,
            int handedOn) {
        /** Copies the list. */
        Told {
            keys = List.copyOf(keys);
        }
    }

    /** What was told, in the order of commits. */
    List<Told> told() {
        return told;
    }

    /** Whether no more is wanted. */
    boolean enough() {
        return enough;
    }

    /** Why the stream does not tell what became of the rows; null if it does. */
    @Nullable
    String lost() {
        return lost;
    }

    /** Takes the next message. */
    void take(int transaction, PgOutput.Message message) {
        if (message instanceof PgOutput.Begin next) {
            begin = next;
            xid = transaction;
            keys = new ArrayList<>();
            ordinal = 0;
        } else if (message instanceof PgOutput.Relation relation && relation.table() == since.table()) {
            keyIndex = relation.columns().indexOf(keyColumn);
        } else if (message instanceof PgOutput.RowChange change && change.table() == since.table() && isNew()) {
            touched(change);
        } else if (message instanceof PgOutput.Truncate truncate
                && truncate.tables().contains(since.table())
                && isNew()) {
            lose("the table was emptied by TRUNCATE");
        } else if (message instanceof PgOutput.Commit commit && isNew()) {
            add(commit.end());
            enough |= count >= limit;
        }
    }

    /** The transaction at hand was not handed on before. */
    private boolean isNew() {
        return Objects.requireNonNull(begin).commit().compareTo(since.lsn()) >= 0;
    }

    private void touched(PgOutput.RowChange change) {
        ordinal++;
        if (told.isEmpty() && ordinal <= since.skip()) {
            return;
        }
        String before = key(change.before());
        String after = key(change.after());
        if (before == null && after == null) {
            lose("a change came without the value of " + keyColumn
                    + ": the table's replica identity did not hold it, or the column was renamed");
            return;
        }
        // The key itself may have changed: then one row is gone and another one is there.
        if (before != null && !before.equals(after)) {
            keys.add(before);
        }
        if (after != null) {
            keys.add(after);
        }
        if (keys.size() >= MOST) {
            add(null);
            enough = true;
        }
    }

    private @Nullable String key(@Nullable List<@Nullable String> values) {
        return values == null || keyIndex < 0 || keyIndex >= values.size() ? null : values.get(keyIndex);
    }

    private void lose(String why) {
        lost = why;
        enough = true;
    }

    private void add(@Nullable Lsn end) {
        told.add(new Told(xid, Objects.requireNonNull(begin).at(), keys, end, end == null ? ordinal : 0));
        count += keys.size();
    }
}
