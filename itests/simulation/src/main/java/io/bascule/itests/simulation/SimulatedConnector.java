/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.ReceivesWebhooks;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.api.connector.TypeCapabilities.Idempotency;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Mistake;
import io.bascule.itests.simulation.Weather.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connector of one incarnation of the runtime to an imitated system; every call meets the weather. */
final class SimulatedConnector
        implements Connector, Reads, Lists, Changes, Finds, Creates, Updates, Deletes, ReceivesWebhooks {
    /** A read that is older is no read just before a write. */
    private static final Duration JUST_BEFORE = Duration.ofSeconds(60);

    private final SimulatedSystem system;
    private final Weather weather;
    private final Calls calls;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final Predicates world;
    private final CreateOracle oracle;
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Instant> readAt = new HashMap<>();

    /** What a connector asks of its world. */
    interface Predicates {
        boolean planted(String mistake);

        /** Somebody may change this very object, or its record, right now. */
        void meddle(String objectId);

        /** For the timeline. */
        void note(String subject, String text, Object... details);

        /** The record of a link. */
        @Nullable
        String recordOf(String linkId);

        /** The e-mail of a record as the catalog has it now, in the form of tokens. */
        String keyOf(String recordId);

        /** An invariant of the moment is violated. */
        void violated(String invariant, String subject, String text);
    }

    SimulatedConnector(SimulatedSystem system, Weather weather, VirtualTime time, Predicates world) {
        this.system = system;
        this.weather = weather;
        this.calls = new Calls(system.personality().name(), weather, time, world);
        this.time = time;
        this.random = weather.random();
        this.world = world;
        this.oracle = new CreateOracle(system, time, world);
    }

    private TypeCapabilities declared() {
        return system.personality().capabilities();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Map.of(Personality.TYPE, declared()));
    }

    @Override
    public void check() {
        calls.ask(Stage.CHECK, () -> "");
    }

    @Override
    public void close() {}

    @Override
    public List<ReadOutcome> read(String externalType, List<String> ids) {
        List<ReadOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            outcomes.add(calls.ask(Stage.READ, () -> {
                SimulatedObject object = system.objects().get(id);
                Instant view = view(declared().readLag());
                SimulatedObject.State state = object == null ? null : shown(object, view, Stage.READ);
                if (object == null || state == null) {
                    return new ReadOutcome.NotFound();
                }
                seen.put(id, state.version());
                readAt.put(id, time.now());
                world.note(id, "read as of", view, "version", state.version());
                return found(object, state);
            }));
        }
        return outcomes;
    }

    private ReadOutcome found(SimulatedObject object, SimulatedObject.State state) {
        if (state.deleted()) {
            switch (system.personality().grave()) {
                case GONE -> {
                    return new ReadOutcome.Gone(null);
                }
                case MISSING -> {
                    return new ReadOutcome.NotFound();
                }
                case SHOWN -> {}
            }
        }
        return new ReadOutcome.Found(oracle.shows(object, state));
    }

    @Override
    public Page list(String externalType, @Nullable Position from, int limit) {
        return calls.ask(Stage.LIST, () -> {
            String after = from == null ? "" : from.text();
            int size = Math.min(limit, 5);
            List<ExternalRecord> page = new ArrayList<>();
            String last = null;
            for (SimulatedObject object : system.objects().tailMap(after, false).values()) {
                if (page.size() == size) {
                    return new Page(page, new Position(1, String.valueOf(last)));
                }
                SimulatedObject.State state = shown(object, view(declared().listLag()), Stage.LIST);
                if (state != null && !state.deleted()) {
                    page.add(oracle.shows(object, state));
                }
                last = object.id();
            }
            return new Page(page, null);
        });
    }

    @Override
    public Position latest(String externalType) {
        return calls.ask(Stage.CHANGES, () -> {
            system.readAnew();
            return new Position(
                    1,
                    declared().changes() == ChangeStream.HINTS
                            ? Integer.toString(system.events().size())
                            : system.told()
                                    .minus(declared().listLag())
                                    .minus(declared().granularity())
                                    .toString());
        });
    }

    @Override
    public ChangePage changes(String externalType, Position since, int limit) {
        return calls.ask(
                Stage.CHANGES, () -> declared().changes() == ChangeStream.HINTS ? hints(since) : snapshots(since));
    }

    private ChangePage hints(Position since) {
        int from = Integer.parseInt(since.text());
        system.readFrom(from);
        int to = Math.min(system.events().size(), from + 20);
        List<Change> changes = system.events().subList(from, to).stream()
                .map(event -> new Change(event.objectId(), null, event.deleted(), event.told(), told(event)))
                .toList();
        return new ChangePage(
                changes,
                new Position(1, Integer.toString(to)),
                to < system.events().size());
    }

    /** The keyed system tells what requests with a key replaced; the others have no such stream. */
    private Change.@Nullable Replaced told(SimulatedSystem.Event event) {
        Change.Replaced replaced = event.replaced();
        return declared().changesTellReplaced() && replaced != null && replaced.key() != null ? replaced : null;
    }

    private ChangePage snapshots(Position since) {
        Instant from = Instant.parse(since.text());
        Duration lag = declared().listLag();
        boolean exclusive = world.planted(Mistake.CURSOR_EXCLUSIVE);
        List<ExternalRecord> found = new ArrayList<>();
        for (SimulatedObject object : system.objects().values()) {
            SimulatedObject.State state = shown(object, view(lag), Stage.CHANGES);
            if (state != null
                    && (!state.deleted() || declared().changesTellDeletes())
                    && (exclusive ? state.told().isAfter(from) : !state.told().isBefore(from))) {
                found.add(oracle.shows(object, state));
            }
        }
        found.sort(Comparator.comparing((ExternalRecord object) -> told(object)).thenComparing(ExternalRecord::id));
        Instant last =
                found.isEmpty() ? from : told(found.get(found.size() - 1)).minus(lag);
        return new ChangePage(
                found.stream().map(Change::of).toList(),
                new Position(1, (last.isAfter(from) ? last : from).toString()),
                false);
    }

    private static Instant told(ExternalRecord object) {
        Instant at = object.changedAt();
        return at == null ? Instant.MIN : at;
    }

    @Override
    public List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit) {
        return calls.ask(Stage.FIND, () -> {
            Value email = values.get(system.personality().path("email"));
            if (email != null) {
                system.looked().put(Tokens.text(email), time.now());
            }
            List<ExternalRecord> found = new ArrayList<>();
            for (SimulatedObject object : system.objects().values()) {
                SimulatedObject.State state = shown(object, view(declared().searchLag()), Stage.FIND);
                if (state != null && !state.deleted() && found.size() < limit && matches(object, state, values)) {
                    found.add(oracle.shows(object, state));
                }
            }
            world.note(
                    found.stream().map(ExternalRecord::id).collect(Collectors.joining(" ")),
                    "found by",
                    values.toString());
            return found;
        });
    }

    private boolean matches(SimulatedObject object, SimulatedObject.State state, Map<String, Value> values) {
        return values.entrySet().stream().allMatch(wanted -> {
            if (wanted.getKey().equals(declared().markerField())) {
                return object.marker() != null
                        && object.marker().equals(wanted.getValue().textOrNull());
            }
            Value value = state.values().getOrDefault(wanted.getKey(), Value.ofNull());
            return Tokens.text(value).equals(Tokens.text(wanted.getValue()));
        });
    }

    @Override
    public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
        return items.stream()
                .map(item -> calls.write(Stage.CREATE, item.marker(), "", () -> create(item)))
                .toList();
    }

    private WriteOutcome create(CreateItem item) {
        boolean keyed = declared().idempotency() == Idempotency.KEY;
        SimulatedSystem.Remembered before = keyed ? system.remembered().get(item.key()) : null;
        if (before != null && before.at().plus(lifetime()).isAfter(time.now())) {
            SimulatedObject object = system.objects().get(before.objectId());
            if (!before.request().equals(item.fields()) || object == null) {
                return new WriteOutcome.Rejected(
                        List.of(new FieldError("", "this idempotency key was used with another request")));
            }
            return new WriteOutcome.Ok(system.show(object, before.answer()));
        }
        SortedMap<String, Value> values = system.flat(item.fields());
        String record = world.recordOf(item.marker());
        oracle.creates(item.marker(), record, values);
        SimulatedObject object = system.create(SimulatedSystem.ENGINE, values, item.marker(), record);
        if (keyed) {
            system.remembered()
                    .put(
                            item.key(),
                            new SimulatedSystem.Remembered(time.now(), item.fields(), object.id(), object.now()));
        }
        return answer(object, Stage.CREATE);
    }

    private Duration lifetime() {
        Duration lifetime = declared().keyLifetime();
        return lifetime == null ? Duration.ZERO : lifetime;
    }

    @Override
    public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
        return items.stream()
                .map(item -> calls.write(Stage.UPDATE, item.id(), item.id(), () -> update(item)))
                .toList();
    }

    private WriteOutcome update(UpdateItem item) {
        SimulatedObject object = system.living(item.id());
        if (object == null) {
            return notThere(item.id());
        }
        if (hasMovedOn(object, item.expectedVersion())) {
            return new WriteOutcome.PreconditionFailed(random.nextBoolean() ? system.show(object, object.now()) : null);
        }
        system.update(SimulatedSystem.ENGINE, object, system.flat(item.changed()), seen.get(item.id()), item.key());
        return answer(object, Stage.UPDATE);
    }

    @Override
    public List<WriteOutcome> delete(String externalType, List<DeleteItem> items) {
        return items.stream()
                .map(item -> {
                    Long version = readJustBefore(item.id());
                    return calls.write(Stage.DELETE, item.id(), item.id(), () -> delete(item, version));
                })
                .toList();
    }

    /** The version that was read just before a delete, for this try of it; null if none was. */
    private @Nullable Long readJustBefore(String id) {
        Instant read = readAt.remove(id);
        return read == null || read.isBefore(time.now().minus(JUST_BEFORE)) ? null : seen.get(id);
    }

    private WriteOutcome delete(DeleteItem item, @Nullable Long version) {
        SimulatedObject object = system.living(item.id());
        if (object == null) {
            return notThere(item.id());
        }
        if (hasMovedOn(object, item.expectedVersion())) {
            return new WriteOutcome.PreconditionFailed(random.nextBoolean() ? system.show(object, object.now()) : null);
        }
        system.delete(SimulatedSystem.ENGINE, object, version);
        return new WriteOutcome.Deleted();
    }

    private WriteOutcome notThere(String id) {
        boolean says = system.personality().grave() == Personality.Grave.GONE
                && system.objects().containsKey(id);
        return says ? new WriteOutcome.Gone(null) : new WriteOutcome.NotFound();
    }

    private boolean hasMovedOn(SimulatedObject object, @Nullable String expectedVersion) {
        return declared().precondition()
                && !Long.toString(object.now().version()).equals(expectedVersion);
    }

    /** The write's own answer, or a read after it, before which others may have written. */
    private WriteOutcome answer(SimulatedObject object, Stage stage) {
        if (declared().answerIsOwn()) {
            return new WriteOutcome.Ok(system.show(object, object.now()));
        }
        if (!weather.isHealed() && random.nextInt(3) == 0) {
            weather.meddled(stage);
            world.meddle(object.id());
            time.pass(Duration.ofMillis(random.nextInt(500)), Calls.EVENTS_IN_A_SLOW_CALL);
        }
        SimulatedObject.State state = shown(object, view(declared().readLag()), stage);
        return new WriteOutcome.Ok(system.show(object, state == null || state.deleted() ? lastLiving(object) : state));
    }

    /** A write is not answered with a grave, even if somebody deleted the object right after it. */
    private static SimulatedObject.State lastLiving(SimulatedObject object) {
        List<SimulatedObject.State> states = object.states();
        int last = states.size() - 1;
        while (states.get(last).deleted()) {
            last--;
        }
        return states.get(last);
    }

    @Override
    public WebhookOutcome receive(WebhookRequest request) {
        String[] parts = new String(request.body(), StandardCharsets.UTF_8).split(" ", -1);
        return new WebhookOutcome.Accepted(parts[0], List.of(new Hint(Personality.TYPE, parts[1])));
    }

    private SimulatedObject.@Nullable State shown(SimulatedObject object, Instant view, Stage stage) {
        SimulatedObject.State state = object.at(view);
        if (state == null || state.version() != object.now().version()) {
            weather.stale(stage);
        }
        return state;
    }

    /** The moment as of which a lagging read shows things. */
    private Instant view(Duration lag) {
        return lag.isZero() || random.nextInt(3) == 0
                ? time.now()
                : time.now().minusMillis(random.nextLong(lag.toMillis()));
    }
}
