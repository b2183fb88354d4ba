/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.Idempotency;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.map.FieldMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proving what became of an intent that was sent and never settled. A create whose key the system still knows is sent again
 * under it: the live key makes the retry the look-up. Otherwise the object is looked for, by marker or match key, after the
 * declared lag, before anything is tried again. An update is proven by reading; one that cannot be proven leaves the pairs as
 * they are and goes to the merge.
 */
final class Settlement {
    /** A key is taken for dead this long before the system forgets it. */
    private static final Duration KEY_MARGIN = Duration.ofMinutes(30);

    /** After so many unknown outcomes under a live key the object is looked for instead. */
    private static final int MOST_RETRIES_UNDER_KEY = 4;

    private static final char GENERATION = '.';

    private final LaneServices services;
    private final Effects effects;
    private final Reading reading;
    private final Search search;
    private final Outbound outbound;
    private final CallEnds callEnds;

    Settlement(
            LaneServices services,
            Effects effects,
            Reading reading,
            Search search,
            Outbound outbound,
            CallEnds callEnds) {
        this.services = services;
        this.effects = effects;
        this.reading = reading;
        this.search = search;
        this.outbound = outbound;
        this.callEnds = callEnds;
    }

    Step settle(Job job, Intent intent) {
        return intent.action() == Action.CREATE ? create(job, intent) : written(job, intent);
    }

    private Step create(Job job, Intent intent) {
        if (services.planted(Mistake.NO_LOOKUP)) {
            return again(job, intent, services.surroundings().ids().next());
        }
        if (services.planted(Mistake.VERSION_IN_CREATE_KEY)) {
            return outbound.rebuild(job, intent);
        }
        if (isKeyAlive(job, intent)) {
            return again(job, intent, intent.key());
        }
        Instant visible = lastAttempt(intent).plus(job.mapping().capabilities().longestLag());
        if (visible.isAfter(services.now())) {
            return services.postpone(
                    job, services.waitUntil("waiting-for-lag", "Until the system's search shows the create.", visible));
        }
        Search.Result found = search.afterCreate(job, intent);
        if (found.proof() == Search.Proof.IMPOSSIBLE) {
            return services.postpone(
                    job,
                    services.parkForPerson(
                            ErrorCode.UNKNOWN_CREATE,
                            "A create got no answer, and the system offers no way to look for the object: "
                                    + found.why()
                                    + " Look for it there, then retry or link it."));
        }
        List<ExternalRecord> objects = found.objects();
        boolean marked = found.proof() == Search.Proof.MARKER;
        if (marked && objects.isEmpty()) {
            return notApplied(job, intent);
        }
        List<ExternalRecord> same = objects.stream()
                .filter(object -> marked || (sameAsSent(job, intent, object) && !outbound.isLinked(job, object.id())))
                .toList();
        if (same.size() == 1) {
            return effects.applied(job, intent, same.get(0), false);
        }
        // A person has said that what belongs to others is not it; of the rest nobody knows which one came since.
        boolean apart = job.link().state() == Link.State.APART;
        SortedSet<String> candidates = candidates(job, objects);
        if (apart) {
            candidates.removeIf(id -> outbound.isLinked(job, id));
        }
        if (candidates.isEmpty()) {
            return again(job, intent, nextGeneration(intent.key()));
        }
        if (apart || candidates.size() > 1) {
            return services.postpone(
                    job,
                    services.parkForPerson(
                            ErrorCode.AMBIGUOUS,
                            "A create got no answer, and " + candidates.size() + " objects have its keys or had them: "
                                    + candidates + "; choose the right one."));
        }
        return outbound.adopt(job, intent, candidates.first());
    }

    /** The ids of all objects that may be what a create made: with its keys now, or taken for it when they were seen before. */
    private SortedSet<String> candidates(Job job, List<ExternalRecord> objects) {
        return services.store().write(tx -> {
            objects.stream()
                    .filter(object -> object.marker() == null)
                    .forEach(object -> OpenCreates.claim(tx, job.link(), object.id()));
            SortedSet<String> ids = OpenCreates.claimed(tx, job.link());
            objects.forEach(object -> ids.add(object.id()));
            return ids;
        });
    }

    /** No object has our marker. Sending the create again is a new create, so somebody else's object is looked for first. */
    private Step notApplied(Job job, Intent intent) {
        List<ExternalRecord> objects = search.byKey(job.integration(), job.mapping(), Search.sent(job, intent))
                .objects();
        if (objects.isEmpty()) {
            return again(job, intent, nextGeneration(intent.key()));
        }
        if (objects.size() == 1) {
            return outbound.adopt(job, intent, objects.get(0).id());
        }
        return effects.refused(
                job,
                intent,
                services.parkForPerson(
                        ErrorCode.AMBIGUOUS,
                        objects.size() + " objects have the same keys: "
                                + objects.stream().map(ExternalRecord::id).toList() + "; choose one."));
    }

    /** Whether a write takes several calls, each under a key of its own that the system remembers. */
    private static boolean inSteps(TypeCapabilities capabilities) {
        return !capabilities.laterSteps().isEmpty() && capabilities.idempotency() == Idempotency.KEY;
    }

    private boolean isKeyAlive(Job job, Intent intent) {
        TypeCapabilities capabilities = job.mapping().capabilities();
        if (!intent.connectorVersion().equals(job.integration().connectorVersion())
                || intent.attempts() > MOST_RETRIES_UNDER_KEY) {
            return false;
        }
        if (capabilities.idempotency() == Idempotency.NATURAL) {
            return true;
        }
        Duration lifetime = capabilities.keyLifetime();
        return lifetime != null
                && intent.created().plus(lifetime).minus(KEY_MARGIN).isAfter(services.now());
    }

    private Step again(Job job, Intent intent, String key) {
        if (!key.equals(intent.key()) && isDeleted(job)) {
            // Proven not to be applied, and no longer wanted.
            return effects.refused(
                    job, intent, services.waitFor("waiting-for-create", "The record is deleted.", Duration.ZERO));
        }
        Instant now = services.now();
        Intent attempt = new Intent(
                intent.id(),
                intent.linkId(),
                intent.integration(),
                intent.type(),
                intent.action(),
                intent.externalId(),
                intent.fields(),
                intent.expectedVersion(),
                intent.before(),
                key,
                intent.recordVersion(),
                intent.catalogValues(),
                job.integration().connectorVersion(),
                key.equals(intent.key()) ? intent.created() : now,
                key.equals(intent.key()) ? intent.attempts() + 1 : 1,
                now,
                services.store().epoch());
        boolean open = services.store().write(tx -> {
            Optional<Intent> row = tx.intents().ofLink(intent.linkId());
            if (row.isEmpty() || !row.get().id().equals(intent.id())) {
                return false;
            }
            tx.intents().update(attempt);
            return true;
        });
        return open ? effects.send(job, attempt) : Step.AGAIN;
    }

    private static boolean isDeleted(Job job) {
        return job.record() != null && job.record().deleted();
    }

    /** A key that the system has not seen, still a pure function of the link: {@code bsc-019a….2} follows {@code bsc-019a…}. */
    private static String nextGeneration(String key) {
        int at = key.lastIndexOf(GENERATION);
        int generation = at < 0 ? 1 : Integer.parseInt(key.substring(at + 1));
        return (at < 0 ? key : key.substring(0, at)) + GENERATION + (generation + 1);
    }

    /** An update or delete is proven by reading. */
    private Step written(Job job, Intent intent) {
        TypeCapabilities capabilities = job.mapping().capabilities();
        if (intent.action() == Action.UPDATE && inSteps(capabilities) && isKeyAlive(job, intent)) {
            // A read may come before a step that is still under way; diffed anew, that step would be done twice.
            return again(job, intent, intent.key());
        }
        Instant visible = lastAttempt(intent).plus(capabilities.readLag());
        if (visible.isAfter(services.now())) {
            return services.postpone(
                    job, services.waitUntil("waiting-for-lag", "Until a read shows the write.", visible));
        }
        Observation seen;
        try {
            seen = reading.read(job.integration(), job.mapping(), Objects.requireNonNull(intent.externalId()), null);
        } catch (BasculeException e) {
            return services.postpone(job, services.reaction(job, e));
        }
        if (intent.action() == Action.DELETE) {
            return seen.missing() ? effects.deleted(job, intent) : goOn(job, intent, seen);
        }
        ExternalRecord object = seen.snapshot();
        if (object != null && sameAsSent(job, intent, object)) {
            return effects.applied(job, intent, object, false);
        }
        return goOn(job, intent, seen);
    }

    /** Whether an object shows every value that was sent. */
    static boolean sameAsSent(Job job, Intent intent, ExternalRecord object) {
        return shown(job, intent, object).size() == intent.catalogValues().size();
    }

    /** An update that is not proven as a whole: what the object shows of it is settled, everything else goes to the merge. */
    private Step goOn(Job job, Intent intent, Observation seen) {
        Step step = services.store().write(tx -> {
            Optional<Link> link = tx.links().find(intent.linkId());
            Optional<Intent> open = tx.intents().ofLink(intent.linkId());
            if (link.isPresent() && open.isPresent() && open.get().id().equals(intent.id())) {
                tx.intents().delete(intent.id());
                // What was queued may have shown our own write before somebody else changed it again.
                SortedMap<String, Pair> pairs = shown(job, intent, queued(tx, job, intent));
                pairs.putAll(shown(job, intent, seen.snapshot()));
                Link row = link.get();
                if (!pairs.isEmpty() || !job.mapping().capabilities().readLag().isZero()) {
                    // Touched in any case where reads lag: no later one may go behind this one and show our own write
                    // anew.
                    LinkRows.store(
                            tx,
                            LinkRows.accounted(row, pairs, row.recordVersion(), null, 0, null, row.flips()),
                            services.now());
                }
                WorkRows.goOn(
                        tx, job.work(), seen, services.now(), services.store().epoch());
            }
            return Step.AGAIN;
        });
        callEnds.stored(intent);
        return step;
    }

    /** The queued look at the object, if it cannot show how the object was before the write. */
    private static @Nullable ExternalRecord queued(StoreTransaction tx, Job job, Intent intent) {
        Instant written = intent.created().plus(job.mapping().capabilities().longestLag());
        return tx.work()
                .find(intent.linkId())
                .map(Work::observation)
                .filter(seen -> !seen.seenAt().isBefore(written))
                .map(Observation::snapshot)
                .orElse(null);
    }

    /** The sent values that an object shows, as pairs. */
    private static SortedMap<String, Pair> shown(Job job, Intent intent, @Nullable ExternalRecord object) {
        SortedMap<String, Pair> pairs = new TreeMap<>();
        Fields shown = object == null ? Fields.EMPTY : object.fields();
        for (FieldMapping field : job.mapping()
                .takenApart(Fields.EMPTY, shown, intent.catalogValues().keySet())
                .fields()) {
            String path = field.catalog().toString();
            Value ours = intent.catalogValues().get(path);
            Value value = object == null ? null : field.externalValue(object.fields());
            if (ours != null
                    && value != null
                    && field.sameExternally(value, field.conversion().toExternal(ours))) {
                pairs.put(path, new Pair(ours, value, field.hash()));
            }
        }
        return pairs;
    }

    /** The last moment at which the write may have been applied: for one of an earlier runtime, up to this one's start. */
    private Instant lastAttempt(Intent intent) {
        Instant last = intent.lastAttempt() == null ? intent.created() : intent.lastAttempt();
        boolean earlier = intent.epoch() != services.store().epoch();
        return earlier && services.started().isAfter(last) ? services.started() : callEnds.notBefore(intent, last);
    }
}
