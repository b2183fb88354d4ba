/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Outbox;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A store that has an outbox and nothing else, and that fails when the test says so. */
public final class InMemoryOutbox implements CatalogStore, Outbox {
    private final Map<String, OutboxEvent> rows = new ConcurrentHashMap<>();
    private volatile boolean failing;

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        if (failing) {
            throw storeFailed();
        }
        return work.apply(transaction());
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return read(work);
    }

    @Override
    public void add(OutboxEvent event) {
        rows.put(event.id(), event);
    }

    @Override
    public List<OutboxEvent> oldest(int limit) {
        return rows.values().stream()
                .sorted(Comparator.comparing(OutboxEvent::created).thenComparing(OutboxEvent::id))
                .limit(limit)
                .toList();
    }

    @Override
    public void delete(Collection<String> ids) {
        ids.forEach(rows::remove);
    }

    @Override
    public boolean hasPending(String recordId) {
        return rows.values().stream().anyMatch(event -> event.key().equals(recordId));
    }

    @Override
    public long count() {
        return rows.size();
    }

    public void failing(boolean now) {
        failing = now;
    }

    public List<String> ids() {
        return rows.keySet().stream().sorted().toList();
    }

    public static BasculeException storeFailed() {
        return new BasculeException(
                new Problem(ErrorCode.STORE_FAILED, "The store is away", "test", null, null, "Wait."));
    }

    private StoreTransaction transaction() {
        return (StoreTransaction) Objects.requireNonNull(Proxy.newProxyInstance(
                InMemoryOutbox.class.getClassLoader(),
                new Class<?>[] {StoreTransaction.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("outbox")) {
                        return this;
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
