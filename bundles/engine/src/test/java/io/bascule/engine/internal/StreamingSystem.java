/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A system in memory without precondition, whose stream of hints tells what each update replaced. It replaces an address as a
 * whole, from the object as it was last read, as Stripe's connector has to.
 */
final class StreamingSystem implements Connector, Reads, Lists, Changes, Updates {
    private final Map<String, Fields> objects = new HashMap<>();
    private final List<Change> events = new ArrayList<>();
    private Runnable beforeUpdate = () -> {};
    private Runnable beforeAnswer = () -> {};
    private @Nullable Runnable heldBack;
    private boolean holdsBack;
    private boolean losesAnswer;
    private boolean tellsKeys = true;
    private boolean behind;
    private boolean expired;

    static TypeCapabilities capabilities(boolean tells, Duration listLag, String... fields) {
        return TestCapabilities.hinted(
                tells, listLag, Stream.of(fields).map(ExternalField::text).toList());
    }

    /** What somebody does between our next read and the write that follows it. */
    void beforeNextUpdate(Runnable edit) {
        beforeUpdate = edit;
    }

    /** What happens once the next update is done, before its answer, which shows nothing of it, reaches us. */
    void beforeNextAnswer(Runnable event) {
        beforeAnswer = event;
    }

    /** The next update is applied and its answer is lost. */
    void loseNextAnswer() {
        losesAnswer = true;
    }

    /** The next update gets no answer and is applied only when it is let go. */
    void holdBackNextUpdate() {
        holdsBack = true;
    }

    void letGo() {
        Objects.requireNonNull(heldBack).run();
        heldBack = null;
    }

    void tellNoKeys() {
        tellsKeys = false;
    }

    /** Whether the stream shows nothing yet of what is known to be there. */
    void fallBehind(boolean so) {
        behind = so;
    }

    /** Positions from before can no longer be read. */
    void expire() {
        expired = true;
    }

    /** The stream tells its last event once more. */
    void repeatLastEvent() {
        events.add(events.get(events.size() - 1));
    }

    Fields object(String id) {
        return Objects.requireNonNull(objects.get(id));
    }

    void put(String id, Fields fields) {
        objects.put(id, fields);
        events.add(Change.hint(id, null));
    }

    /** An edit by somebody else. */
    void edit(String id, Fields changed) {
        change(id, changed, null);
    }

    private void change(String id, Fields changed, @Nullable String key) {
        Fields before = object(id);
        Fields after = before.with(changed);
        objects.put(id, after);
        Fields replaced = previous(before, after);
        boolean told = !replaced.isEmpty() && (key != null || !tellsKeys);
        events.add(new Change(
                id, null, false, null, told ? new Change.Replaced(replaced, after, tellsKeys ? key : null) : null));
    }

    /** The old values of what differs, structures down to their fields; a structure that was null is told as null. */
    private static Fields previous(Fields before, Fields after) {
        Fields previous = Fields.EMPTY;
        for (Map.Entry<String, Value> entry : after.asMap().entrySet()) {
            Value old = before.get(entry.getKey());
            if (old instanceof Value.Struct one && entry.getValue() instanceof Value.Struct other) {
                Fields inner = previous(one.fields(), other.fields());
                previous = inner.isEmpty() ? previous : previous.with(entry.getKey(), new Value.Struct(inner));
            } else if (!entry.getValue().equals(old)) {
                previous = previous.with(entry.getKey(), old == null ? Value.ofNull() : old);
            }
        }
        return previous;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Map.of());
    }

    @Override
    public void check() {}

    @Override
    public List<ReadOutcome> read(String externalType, List<String> ids) {
        return ids.stream()
                .<ReadOutcome>map(id -> new ReadOutcome.Found(shown(id)))
                .toList();
    }

    private ExternalRecord shown(String id) {
        return new ExternalRecord(id, null, null, null, false, object(id));
    }

    @Override
    public Page list(String externalType, @Nullable Position from, int limit) {
        return new Page(objects.keySet().stream().map(this::shown).toList(), null);
    }

    @Override
    public Position latest(String externalType) {
        return new Position(1, Integer.toString(events.size()));
    }

    @Override
    public ChangePage changes(String externalType, Position since, int limit) {
        if (expired) {
            expired = false;
            throw new BasculeException(
                    new Problem(ErrorCode.CURSOR_EXPIRED, "Too old", "test", null, null, "Nothing to do."));
        }
        if (behind) {
            return new ChangePage(List.of(), since, true);
        }
        int from = Integer.parseInt(since.text());
        return new ChangePage(
                events.subList(from, events.size()), new Position(1, Integer.toString(events.size())), false);
    }

    @Override
    public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
        return items.stream().map(this::update).toList();
    }

    private WriteOutcome update(UpdateItem item) {
        Runnable edit = beforeUpdate;
        beforeUpdate = () -> {};
        edit.run();
        Fields changed = item.changed();
        if (changed.get("address") instanceof Value.Struct part) {
            Fields read = item.before().get("address") instanceof Value.Struct whole ? whole.fields() : Fields.EMPTY;
            changed = changed.with("address", new Value.Struct(read.with(part.fields())));
        }
        Fields request = changed;
        if (holdsBack) {
            holdsBack = false;
            heldBack = () -> change(item.id(), request, item.key());
            return new WriteOutcome.Unknown("timeout");
        }
        change(item.id(), request, item.key());
        if (losesAnswer) {
            losesAnswer = false;
            return new WriteOutcome.Unknown("timeout");
        }
        WriteOutcome answer = new WriteOutcome.Ok(shown(item.id()));
        Runnable event = beforeAnswer;
        beforeAnswer = () -> {};
        event.run();
        return answer;
    }

    @Override
    public void close() {}
}
