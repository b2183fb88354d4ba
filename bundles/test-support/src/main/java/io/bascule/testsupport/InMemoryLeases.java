/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases by name. */
final class InMemoryLeases implements Leases {
    private final UndoableMap<String, Lease> rows;

    private record Lease(@Nullable String holder, long epoch, Instant until) {}

    InMemoryLeases(UndoLog undo) {
        rows = new UndoableMap<>(undo);
    }

    @Override
    public Optional<Long> acquire(String name, String holder, Instant now, Duration lifetime) {
        Lease lease = rows.get(name);
        boolean own = lease != null && holder.equals(lease.holder());
        if (lease != null && lease.holder() != null && !own && lease.until().isAfter(now)) {
            return Optional.empty();
        }
        long before = lease == null ? 0 : lease.epoch();
        long epoch = own ? before : before + 1;
        rows.put(name, new Lease(holder, epoch, now.plus(lifetime)));
        return Optional.of(epoch);
    }

    @Override
    public long epoch(String name) {
        Lease lease = rows.get(name);
        return lease == null ? 0 : lease.epoch();
    }

    @Override
    public void release(String name, String holder) {
        Lease lease = rows.get(name);
        if (lease != null && holder.equals(lease.holder())) {
            rows.put(name, new Lease(null, lease.epoch(), lease.until()));
        }
    }
}
