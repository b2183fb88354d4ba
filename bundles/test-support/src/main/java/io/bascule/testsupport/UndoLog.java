/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.StaleException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to take back what the open transaction did. Guarded by the store's lock. */
final class UndoLog {
    private final List<Runnable> steps = new ArrayList<>();
    private boolean open;
    private boolean writable;
    private @Nullable StaleException stale;

    void begin(boolean forWriting) {
        open = true;
        stale = null;
        writable = forWriting;
    }

    /** Notes how to take back a change that is about to be made. */
    void add(Runnable step) {
        if (!open || !writable) {
            throw new IllegalStateException(
                    open ? "A read transaction must not write; use write()" : "The transaction is over");
        }
        steps.add(step);
    }

    /** A stale row; the transaction cannot commit any more, even if somebody swallows the exception. */
    StaleException stale(String row) {
        stale = new StaleException(row);
        return stale;
    }

    /** The stale row that this transaction met, or null. */
    @Nullable
    StaleException staleRow() {
        return stale;
    }

    /** Keeps what was done; tells whether anything was. */
    boolean commit() {
        boolean changed = !steps.isEmpty();
        end();
        return changed;
    }

    void rollback() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).run();
        }
        end();
    }

    private void end() {
        steps.clear();
        open = false;
    }
}
