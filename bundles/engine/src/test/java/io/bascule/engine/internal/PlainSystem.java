/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.ReceivesWebhooks;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.error.Problem;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A well-behaved system in memory: no lag, no key, objects of any type with number versions. */
final class PlainSystem implements Connector, Reads, Lists, Finds, Creates, Updates, Deletes, ReceivesWebhooks {
    private final Map<String, Map<String, ExternalRecord>> types = new LinkedHashMap<>();
    private final List<String> created = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private boolean refusesDeletes;
    private Runnable beforeAnswer = () -> {};
    private Runnable beforeList = () -> {};
    private Runnable afterRead = () -> {};
    private Runnable beforeFound = () -> {};
    private @Nullable ExternalRecord ghost;
    private int nextEvent = 1;
    private Runnable duringCheck = () -> {};
    private int nextId = 1;
    private boolean away;
    private boolean silent;
    private boolean hidden;
    private boolean refusesCreates;
    private boolean failsUpdates;
    private int failedUpdates;

    static TypeCapabilities capabilities(String... fields) {
        return capabilities(Duration.ZERO, fields);
    }

    /** The same, declared to search with a lag. */
    static TypeCapabilities capabilities(Duration searchLag, String... fields) {
        return TestCapabilities.listed(
                searchLag, Stream.of(fields).map(ExternalField::text).toList(), Set.of(fields));
    }

    /** Nothing answers any more. */
    void fall() {
        away = true;
    }

    /** Everything answers again. */
    void rise() {
        away = false;
    }

    private void answer() {
        if (away) {
            throw new BasculeException(
                    new Problem(ErrorCode.UNREACHABLE, "No answer", "test", null, null, "Nothing to do."));
        }
    }

    /** From now on creates are done, but nobody is told. */
    void fallSilent() {
        silent = true;
    }

    /** From now on creates are refused, or no longer. */
    void refuseCreates(boolean refuse) {
        refusesCreates = refuse;
    }

    /** Creates are answered again. */
    void speak() {
        silent = false;
    }

    /** Whether what is there shows to those who ask for it, and in no list. */
    void hideFromLists(boolean so) {
        hidden = so;
    }

    /** What happens once the next create is done, before we are told. */
    void beforeNextAnswer(Runnable event) {
        beforeAnswer = event;
    }

    /** What happens once the next list is made, before we are told. */
    void beforeNextList(Runnable event) {
        beforeList = event;
    }

    /** What happens while each check is under way. */
    void duringChecks(Runnable event) {
        duringCheck = event;
    }

    /** The order in which objects were created by us, as {@code type/id}. */
    List<String> created() {
        return created;
    }

    Map<String, ExternalRecord> objects(String type) {
        return types.computeIfAbsent(type, name -> new LinkedHashMap<>());
    }

    /** An object that must be there. */
    ExternalRecord object(String type, String id) {
        return Optional.ofNullable(objects(type).get(id))
                .orElseThrow(() -> new AssertionError("No " + type + " " + id + " among " + types));
    }

    /** What somebody else puts there. */
    String put(String type, Fields fields) {
        String id = type.charAt(0) + String.valueOf(nextId++);
        objects(type).put(id, object(id, 1, fields));
        return id;
    }

    /** What somebody else changes there. */
    void edit(String type, String id, String field, Value value) {
        store(type, id, Fields.EMPTY.with(field, value));
    }

    /** From now on updates fail before anything is written, or no longer. */
    void failUpdates(boolean fail) {
        failsUpdates = fail;
    }

    int failedUpdates() {
        return failedUpdates;
    }

    private ExternalRecord store(String type, String id, Fields changed) {
        ExternalRecord old = object(type, id);
        int version = Integer.parseInt(String.valueOf(old.version()));
        ExternalRecord next = object(id, version + 1, old.fields().with(changed));
        objects(type).put(id, next);
        return next;
    }

    private static ExternalRecord object(String id, int version, Fields fields) {
        return new ExternalRecord(id, Integer.toString(version), null, null, false, fields);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Map.of());
    }

    @Override
    public void check() {
        duringCheck.run();
        answer();
    }

    @Override
    public List<ReadOutcome> read(String externalType, List<String> ids) {
        answer();
        List<ReadOutcome> outcomes = ids.stream()
                .map(id -> objects(externalType).get(id))
                .<ReadOutcome>map(object -> object == null ? new ReadOutcome.NotFound() : new ReadOutcome.Found(object))
                .toList();
        Runnable event = afterRead;
        afterRead = () -> {};
        event.run();
        return outcomes;
    }

    @Override
    public Page list(String externalType, @Nullable Position from, int limit) {
        answer();
        Page page =
                new Page(hidden ? List.of() : List.copyOf(objects(externalType).values()), null);
        Runnable event = beforeList;
        beforeList = () -> {};
        event.run();
        return page;
    }

    @Override
    public List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit) {
        answer();
        List<ExternalRecord> shown = new ArrayList<>(objects(externalType).values());
        if (ghost != null) {
            shown.add(ghost);
        }
        Runnable event = beforeFound;
        beforeFound = () -> {};
        event.run();
        return shown.stream()
                .filter(object -> values.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue()
                                .equals(FieldPath.of(wanted.getKey()).get(object.fields()))))
                .toList();
    }

    @Override
    public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
        answer();
        return items.stream()
                .<WriteOutcome>map(item -> {
                    if (refusesCreates) {
                        return new WriteOutcome.Rejected(List.of(new FieldError("email", "not allowed here")));
                    }
                    String id = put(externalType, item.fields());
                    created.add(externalType + "/" + id);
                    WriteOutcome answer = silent
                            ? new WriteOutcome.Unknown("No answer.")
                            : new WriteOutcome.Ok(object(externalType, id));
                    Runnable event = beforeAnswer;
                    beforeAnswer = () -> {};
                    event.run();
                    return answer;
                })
                .toList();
    }

    @Override
    public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
        answer();
        return items.stream()
                .<WriteOutcome>map(item -> {
                    if (failsUpdates) {
                        failedUpdates++;
                        return new WriteOutcome.TransientFailure("out of order");
                    }
                    Fields present = object(externalType, item.id()).fields();
                    return new WriteOutcome.Ok(
                            store(externalType, item.id(), ListedItems.merge(present, item.changed())));
                })
                .toList();
    }

    /** Between our next read and what follows it. */
    void afterNextRead(Runnable event) {
        afterRead = event;
    }

    /** Its webhooks are the object that they tell of, as {@code type/id}. */
    @Override
    public WebhookOutcome receive(WebhookRequest request) {
        String[] parts = new String(request.body(), StandardCharsets.UTF_8).split("/", -1);
        return new WebhookOutcome.Accepted("event" + nextEvent++, List.of(new Hint(parts[0], parts[1])));
    }

    /** What somebody else deletes there. */
    void remove(String type, String id) {
        object(type, id);
        objects(type).remove(id);
    }

    /** What happens once the next delete is done, before we are told. */
    void beforeNextDeleteAnswer(Runnable event) {
        beforeAnswer = event;
    }

    /** From now on deletes are refused, or no longer. */
    void refuseDeletes(boolean refuse) {
        refusesDeletes = refuse;
    }

    /** What the next search shows besides what is there, and what happens before its answer reaches us. */
    void findOnce(ExternalRecord gone, Runnable event) {
        ghost = gone;
        beforeFound = () -> {
            ghost = null;
            event.run();
        };
    }

    /** The order in which objects were deleted by us, as {@code type/id}. */
    List<String> deleted() {
        return deleted;
    }

    @Override
    public List<WriteOutcome> delete(String externalType, List<DeleteItem> items) {
        answer();
        return items.stream().map(item -> delete(externalType, item)).toList();
    }

    private WriteOutcome delete(String externalType, DeleteItem item) {
        ExternalRecord there = objects(externalType).get(item.id());
        if (there == null) {
            return new WriteOutcome.NotFound();
        }
        if (refusesDeletes) {
            return new WriteOutcome.Rejected(List.of(new FieldError("", "others refer to it")));
        }
        if (!Objects.equals(there.version(), item.expectedVersion())) {
            return new WriteOutcome.PreconditionFailed(there);
        }
        objects(externalType).remove(item.id());
        deleted.add(externalType + "/" + item.id());
        Runnable event = beforeAnswer;
        beforeAnswer = () -> {};
        event.run();
        return silent ? new WriteOutcome.Unknown("No answer.") : new WriteOutcome.Deleted();
    }

    @Override
    public void close() {}
}
