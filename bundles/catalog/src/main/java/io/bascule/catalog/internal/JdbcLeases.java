/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table bascule_lease. */
final class JdbcLeases implements Leases {
    private final Session session;

    private record Lease(@Nullable String holder, long epoch, Instant until) {}

    JdbcLeases(Session session) {
        this.session = session;
    }

    @Override
    public Optional<Long> acquire(String name, String holder, Instant now, Duration lifetime) {
        Optional<Lease> present = session.find(
                "select holder, epoch, until_at from bascule_lease where name = ? for update",
                row -> new Lease(row.textOrNull("holder"), row.number("epoch"), row.instant("until_at")),
                name);
        if (present.isEmpty()) {
            session.update(
                    "lease " + name,
                    "insert into bascule_lease (name, holder, epoch, until_at) values (?, ?, 1, ?)",
                    name,
                    holder,
                    now.plus(lifetime));
            return Optional.of(1L);
        }
        Lease lease = present.get();
        boolean own = holder.equals(lease.holder());
        if (lease.holder() != null && !own && lease.until().isAfter(now)) {
            return Optional.empty();
        }
        long epoch = own ? lease.epoch() : lease.epoch() + 1;
        session.updateOne(
                "lease " + name,
                "update bascule_lease set holder = ?, epoch = ?, until_at = ? where name = ? and epoch = ?",
                holder,
                epoch,
                now.plus(lifetime),
                name,
                lease.epoch());
        return Optional.of(epoch);
    }

    @Override
    public long epoch(String name) {
        return session.find("select epoch from bascule_lease where name = ?", row -> row.number("epoch"), name)
                .orElse(0L);
    }

    @Override
    public void release(String name, String holder) {
        session.update(
                "lease " + name, "update bascule_lease set holder = null where name = ? and holder = ?", name, holder);
    }
}
