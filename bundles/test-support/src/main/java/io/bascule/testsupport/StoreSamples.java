/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows for tests of a store; their values are awkward on purpose: nulls, nanoseconds, exact decimals, odd characters. */
final class StoreSamples {
    /** With nanoseconds: a store that rounds them is noticed. */
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private StoreSamples() {}

    static Fields awkwardFields() {
        return Fields.of(Map.of(
                "name", Value.of("Zoë \"O'Hara\" \u2028 \uD83D\uDE00 \\ line\nbreak"),
                "empty", Value.of(""),
                "gone", Value.ofNull(),
                "price", FieldType.money(new BigDecimal("12345678901234567890.123456789012345678"), "EUR"),
                "tiny", Value.of(new BigDecimal("0.0000000000000000001")),
                "huge", Value.of(new BigDecimal("1E+40")),
                "active", Value.of(true),
                "count", Value.of(9_007_199_254_740_993L),
                "list", new Value.Items(List.of(Value.ofNull(), Value.of(1), new Value.Struct(Fields.EMPTY))),
                "none", new Value.Items(List.of())));
    }

    static CatalogRecord customer(String id, long version, Instant updated) {
        TreeMap<String, FieldOrigin> origins = new TreeMap<>();
        origins.put("name", new FieldOrigin(version, "stripe", NOON));
        origins.put("addresses[kind=billing].city", new FieldOrigin(version, CatalogRecord.LOCAL, null));
        return new CatalogRecord(
                "customer",
                id,
                version,
                awkwardFields().with("number", Value.of(version)),
                NOON,
                updated,
                "stripe",
                "integration:stripe",
                "work " + id,
                origins);
    }

    static CatalogRecord product(String id) {
        return new CatalogRecord(
                "product", id, 1, Fields.EMPTY, NOON, NOON, CatalogRecord.LOCAL, "test", "test", new TreeMap<>());
    }

    static MatchKey email(String value) {
        return new MatchKey("email", value);
    }

    static SortedSet<MatchKey> keys(MatchKey... keys) {
        return new TreeSet<>(Arrays.asList(keys));
    }

    static Link link(String id, @Nullable String recordId, @Nullable String externalId) {
        return link(id, "stripe", recordId, externalId, 1, 0);
    }

    static Link link(
            String id,
            String integration,
            @Nullable String recordId,
            @Nullable String externalId,
            long revision,
            long effectSequence) {
        TreeMap<String, Link.Pair> pairs = new TreeMap<>();
        pairs.put("name", new Link.Pair(Value.of("Ada"), Value.ofNull(), "hash-1"));
        pairs.put(
                "price", new Link.Pair(Value.of(new BigDecimal("1.10")), new Value.Struct(awkwardFields()), "hash-2"));
        return new Link(
                id,
                integration,
                "customer",
                recordId,
                externalId,
                recordId == null || externalId == null ? Link.State.NEW : Link.State.LINKED,
                revision,
                3,
                effectSequence == 0 ? null : "v" + effectSequence,
                effectSequence,
                effectSequence == 0 ? null : NOON.plusNanos(1),
                pairs,
                2,
                NOON,
                NOON.plusSeconds(1));
    }

    /** The same link one revision later, ended at that moment. */
    static Link ended(Link link, Instant end) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                Link.State.ENDED,
                link.revision() + 1,
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                link.pairs(),
                link.flips(),
                link.created(),
                end);
    }

    /** The tombstone that follows a customer of that version. */
    static CatalogRecord tombstone(CatalogRecord record, @Nullable String mergedInto) {
        return new CatalogRecord(
                record.type(),
                record.id(),
                record.version() + 1,
                record.fields(),
                record.created(),
                record.updated().plusNanos(1),
                record.origin(),
                record.actor(),
                record.cause(),
                record.origins(),
                true,
                mergedInto);
    }

    /** The same link one revision later. */
    static Link next(Link link) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision() + 1,
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                link.pairs(),
                link.flips() + 1,
                link.created(),
                link.updated());
    }

    static Work work(String linkId, String integration, Work.State state, Instant nextAt) {
        return work(linkId, integration, 1, state, nextAt, null);
    }

    static Work work(
            String linkId,
            String integration,
            long revision,
            Work.State state,
            Instant nextAt,
            @Nullable Observation observation) {
        boolean ready = state == Work.State.READY;
        return new Work(
                linkId,
                integration,
                "customer",
                revision,
                7,
                observation,
                state,
                ready ? null : "rejected",
                ready ? null : "The system refuses \"x\"",
                3,
                nextAt,
                NOON,
                5);
    }

    static ExternalRecord externalRecord() {
        return new ExternalRecord(
                "cus_1", "17", Instant.parse("0001-01-01T00:00:00Z"), "marker", false, awkwardFields());
    }

    static Intent intent(String id, String linkId, String integration) {
        TreeMap<String, Value> values = new TreeMap<>();
        values.put("name", Value.of("Ada"));
        values.put("notes", Value.ofNull());
        return new Intent(
                id,
                linkId,
                integration,
                "customer",
                Intent.Action.CREATE,
                null,
                awkwardFields(),
                null,
                Fields.EMPTY,
                "key-" + linkId,
                4,
                values,
                "0.1.0",
                NOON,
                0,
                null,
                9);
    }

    /** The same intent after one try, as an update. */
    static Intent sent(Intent intent) {
        return new Intent(
                intent.id(),
                intent.linkId(),
                intent.integration(),
                intent.type(),
                Intent.Action.UPDATE,
                "cus_1",
                intent.fields(),
                "17",
                awkwardFields(),
                intent.key(),
                intent.recordVersion(),
                intent.catalogValues(),
                intent.connectorVersion(),
                intent.created(),
                intent.attempts() + 1,
                NOON.plusNanos(1),
                intent.epoch() + 1);
    }

    static Conflict conflict(String id, String linkId, Conflict.Winner winner, @Nullable Value base) {
        return new Conflict(
                id,
                linkId,
                "stripe",
                "customer",
                "r1",
                "name",
                base,
                Value.of("Ada"),
                new Value.Struct(awkwardFields()),
                "newest",
                winner,
                NOON,
                4,
                null);
    }

    static OutboxEvent event(String id, Instant created, String recordId) {
        return new OutboxEvent(
                id, OutboxEvent.Kind.RECORD, null, "customer", recordId, 2, created, "updated", "{\"name\":\"Zoë\"}");
    }

    static OutboxEvent inbound(String id, Instant created, String externalId) {
        return new OutboxEvent(
                id, OutboxEvent.Kind.INBOUND, "stripe", "customer", externalId, 0, created, "created", "{}");
    }
}
