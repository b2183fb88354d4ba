/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.Value;
import io.bascule.api.sync.SyncStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One integration with one parked link and one conflict at a first contact. */
final class FakeSync implements SyncStatus {
    private static final ConnectorUpdate TAKEN_BACK = new ConnectorUpdate(
            "update-1",
            "shop",
            "jdbc",
            "1.0",
            "1.1+0123456789ab",
            FakeCatalog.NOW,
            7,
            ConnectorUpdate.Outcome.ROLLED_BACK,
            "A write threw.",
            FakeCatalog.NOW,
            List.of(new ConnectorUpdate.Effect("link-1", "customer", "id-0001", null)));

    final List<String> asked = new ArrayList<>();
    long events;

    @Override
    public List<Integration> integrations() {
        TreeMap<String, Long> links = new TreeMap<>();
        links.put("linked", 7L);
        links.put("parked", 1L);
        return List.of(new Integration(
                "shop",
                "jdbc",
                null,
                State.CONNECTOR_MISSING,
                "Put the connector back.",
                FakeCatalog.NOW,
                links,
                12,
                2,
                3,
                TAKEN_BACK,
                TAKEN_BACK));
    }

    @Override
    public List<ConnectorUpdate> updates(String integration, int limit) {
        return List.of(TAKEN_BACK);
    }

    @Override
    public Optional<Integration> integration(String name) {
        return integrations().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<Work> work(
            @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
        asked.add(integration + " " + state + " " + after + " " + limit);
        return List.of(new Work(
                "link-1",
                "shop",
                "customer",
                1,
                3,
                null,
                Work.State.PARKED_FOR_PERSON,
                "ambiguous",
                "Two customers fit.",
                2,
                FakeCatalog.NOW,
                FakeCatalog.NOW,
                1));
    }

    @Override
    public List<Conflict> conflicts(Conflict.@Nullable Winner winner, @Nullable String after, int limit) {
        asked.add(winner + " " + after + " " + limit);
        return List.of(new Conflict(
                "conflict-1",
                "link-1",
                "shop",
                "customer",
                "id-0001",
                "name",
                null,
                Value.of("Ada"),
                Value.ofNull(),
                "manual",
                Conflict.Winner.HELD,
                FakeCatalog.NOW,
                3,
                null));
    }

    @Override
    public Optional<Link> link(String linkId) {
        return Optional.of(link(linkId, "id-0001"));
    }

    @Override
    public List<Link> links(String recordId) {
        return List.of(link("link-1", recordId));
    }

    private static Link link(String id, String recordId) {
        return new Link(
                id,
                "shop",
                "customer",
                recordId,
                "42",
                Link.State.LINKED,
                1,
                3,
                null,
                0,
                null,
                Collections.emptySortedMap(),
                0,
                FakeCatalog.NOW,
                FakeCatalog.NOW);
    }

    @Override
    public Unsent unsent() {
        return new Unsent(events, events == 0 ? null : FakeCatalog.NOW);
    }
}
