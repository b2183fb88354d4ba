/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Position;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stream of changes, from Stripe's list of events (docs.stripe.com/api/events/list).
 *
 * <p>That list is sorted with the newest event first, knows time to the second, and may show an event a little later than
 * others of its time. So a read goes back a few seconds before the newest event that was handed on ({@code overlap}) and
 * leaves out the events already handed on by their ids, never by their time. It walks from the newest event of a span of time to the oldest; what
 * is added meanwhile stands before the walk's first page and is found by the next read. Where a span holds more than a few
 * pages it is halved until it fits, and the found width is kept in the position while catching up.
 */
final class StripeEvents {
    private static final int PAGE = 100;
    private static final long OPEN = Long.MAX_VALUE;
    private static final long DAY = 86_400;

    private final StripeClient client;
    private final StripeRecords records;
    private final StripeErrors errors;
    private final InstantSource clock;
    private final long overlap;

    StripeEvents(
            StripeClient client,
            StripeRecords records,
            StripeErrors errors,
            InstantSource clock,
            StripeSettings settings) {
        this.client = client;
        this.records = records;
        this.errors = errors;
        this.clock = clock;
        this.overlap = settings.overlap().toSeconds();
    }

    /** Events of a span, newest first, and whether these are all. */
    private record Walk(List<StripeEvent> events, boolean whole) {}

    Position latest(StripeType type) {
        List<StripeEvent> newest = page(type, 0, OPEN, null, 1).events();
        long now = clock.instant().getEpochSecond();
        if (newest.isEmpty()) {
            return EventPosition.after(0, Set.of(), now, 0).toPosition();
        }
        long created = Math.max(0, newest.get(0).created() - overlap);
        Walk walk = walk(type, created, OPEN, 3);
        Set<String> seen = walk.whole() ? ids(walk.events(), created, OPEN) : Set.of();
        return EventPosition.after(created, seen, now, 0).toPosition();
    }

    ChangePage changes(StripeType type, Position since, int limit) {
        EventPosition position = EventPosition.of(since);
        long now = clock.instant().getEpochSecond();
        if (now - position.at() > StripeCapabilities.RETENTION.toSeconds()) {
            throw EventPosition.expired("one that is " + (now - position.at()) / DAY + " days old");
        }
        int pages = limit / PAGE + 2;
        Walk open = walk(type, position.created(), OPEN, position.window() == 0 ? pages : 1);
        if (open.whole()) {
            return open(type, since, position, open.events(), limit, now);
        }
        long newest = open.events().get(0).created();
        if (position.created() >= newest - overlap) {
            // A span cannot end inside the overlap, so a crowded overlap is walked through, however long it takes.
            return open(
                    type,
                    since,
                    position,
                    walk(type, position.created(), OPEN, Integer.MAX_VALUE).events(),
                    limit,
                    now);
        }
        long oldest = open.events().get(open.events().size() - 1).created();
        long window = position.window() == 0 ? (oldest - position.created()) / 2 : position.window();
        while (true) {
            window = Math.max(1, window);
            long until = position.created() + window;
            // One second cannot be halved: its events are walked through, however many.
            Walk walk = walk(type, position.created(), until, window == 1 ? Integer.MAX_VALUE : pages);
            if (walk.whole()) {
                long next = walk.events().size() < pages * PAGE / 2 ? window * 2 : window;
                return page(type, position, walk.events(), until, newest, limit, now, next);
            }
            window /= 2;
        }
    }

    private ChangePage open(
            StripeType type, Position since, EventPosition position, List<StripeEvent> events, int limit, long now) {
        Set<String> ids = ids(events, 0, OPEN);
        boolean nothing = position.digest().isEmpty()
                ? position.seen().containsAll(ids)
                : position.digest().equals(EventPosition.digestOf(ids));
        if (nothing) {
            // Renewed now and then, or a quiet stream would look like one that was not read.
            boolean renew = now - position.at() > DAY || position.window() != 0;
            Position same =
                    renew ? EventPosition.after(position.created(), ids, now, 0).toPosition() : since;
            return new ChangePage(List.of(), same, false);
        }
        return page(type, position, events, OPEN, events.get(0).created(), limit, now, 0);
    }

    /**
     * What to hand on of a span's events.
     *
     * @param events all events from the position to {@code until}, newest first
     * @param newest the second of the newest event of all: what is {@code overlap} older will not show up any more
     */
    private ChangePage page(
            StripeType type,
            EventPosition position,
            List<StripeEvent> events,
            long until,
            long newest,
            int limit,
            long now,
            long window) {
        List<StripeEvent> fresh = new ArrayList<>();
        for (StripeEvent event : events) {
            if (!position.seen().contains(event.id())) {
                fresh.add(event);
            }
        }
        Collections.reverse(fresh);
        long end = until;
        // Without the ids of those already handed on, a cut could hand on the same ones for ever.
        if (position.digest().isEmpty() && fresh.size() > limit) {
            int size = Math.max(1, limit);
            long last = fresh.get(size - 1).created();
            while (size < fresh.size() && fresh.get(size).created() == last) {
                size++;
            }
            if (size < fresh.size()) {
                fresh = fresh.subList(0, size);
                end = last + 1;
            }
        }
        long created = Math.max(position.created(), Math.min(end, newest - overlap));
        EventPosition next = EventPosition.after(created, ids(events, created, end), now, window);
        return new ChangePage(changes(type, fresh), next.toPosition(), end != OPEN && end <= newest);
    }

    private List<Change> changes(StripeType type, List<StripeEvent> events) {
        List<Change> changes = new ArrayList<>();
        for (StripeEvent event : events) {
            Change change = event.change(type, records);
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Set<String> ids(List<StripeEvent> events, long from, long until) {
        Set<String> ids = new LinkedHashSet<>();
        for (StripeEvent event : events) {
            if (event.created() >= from && event.created() < until) {
                ids.add(event.id());
            }
        }
        return ids;
    }

    private Walk walk(StripeType type, long from, long until, int pages) {
        List<StripeEvent> events = new ArrayList<>();
        String last = null;
        for (int i = 0; i < pages; i++) {
            Walk page = page(type, from, until, last, PAGE);
            events.addAll(page.events());
            if (page.whole() || page.events().isEmpty()) {
                return new Walk(events, true);
            }
            last = events.get(events.size() - 1).id();
        }
        return new Walk(events, false);
    }

    private Walk page(StripeType type, long from, long until, @Nullable String after, int size) {
        Fields span = Fields.EMPTY.with("gte", Value.of(from));
        if (until != OPEN) {
            span = span.with("lt", Value.of(until));
        }
        Fields query = Fields.EMPTY
                .with("created", new Value.Struct(span))
                .with("limit", Value.of(size))
                .with(
                        "types",
                        new Value.Items(type.events().stream().map(Value::of).toList()));
        HttpAnswer answer =
                client.get("/v1/events", after == null ? query : query.with("starting_after", Value.of(after)));
        if (!answer.isSuccess()) {
            throw errors.ofRead(answer);
        }
        StripeClient.ListPage page = StripeClient.page(answer);
        List<StripeEvent> events = new ArrayList<>();
        page.data().forEach(wire -> events.add(StripeEvent.of(wire, answer.where())));
        return new Walk(events, !page.more());
    }
}
