/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Finds;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system in memory with a stream of hints and markers on what is created, and the builds of a connector to it, some of which
 * are bad. Each build is a factory; all speak to the same system, which counts what it is asked to write. Not thread-safe.
 */
final class StreamedShop {
    static final String TYPE = "customers";

    /** Objects on a page of a list, and pages a second: few, so that a first load lasts. */
    private static final int PAGE = 2;

    private static final int LISTS_A_SECOND = 10;

    private final Map<String, ExternalRecord> objects = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();
    private final Map<String, Integer> writes = new HashMap<>();
    private final InstantSource clock;
    private final Runnable duringHang;
    private Instant second = Instant.EPOCH;
    private int lists;
    private int nextId = 1;

    /** How a build of the connector is. */
    enum Build {
        GOOD,
        /** It cannot be opened with these settings. */
        OPENS_NOT,
        /** Its check fails. */
        FAILS_CHECK,
        /** Each write is done, and then throws. */
        THROWS_AFTER_WRITE,
        /** Each write throws before anything is done. */
        THROWS_BEFORE_WRITE,
        /** Each write is done and does not come back for minutes. */
        HANGS,
        /** It passes over all changes, and stores positions of a form of its own, until its stream throws. */
        LOSES_POSITIONS,
        /** The same with positions that the other builds can read. */
        PASSES_OVER,
        /** It starts threads. */
        LEAKS
    }

    /** @param duringHang lets time pass while a call hangs */
    StreamedShop(InstantSource clock, Runnable duringHang) {
        this.clock = clock;
        this.duringHang = duringHang;
    }

    static TypeCapabilities capabilities() {
        return TypeCapabilities.of(
                        List.of(ExternalField.text("email"), ExternalField.text("name"), ExternalField.text("note")))
                .changes(ChangeStream.HINTS)
                .markerField("marker")
                .precondition()
                .answerIsOwn()
                .versions()
                .lags(Duration.ZERO, Duration.ZERO, Duration.ZERO)
                .findable(Set.of("email", "marker"))
                .build();
    }

    /** What somebody puts there. */
    String put(Fields fields) {
        return put(fields, null);
    }

    private String put(Fields fields, @Nullable String marker) {
        String id = "c" + nextId++;
        objects.put(id, new ExternalRecord(id, "1", null, marker, false, fields));
        events.add(id);
        return id;
    }

    /** What somebody changes there. */
    ExternalRecord edit(String id, Fields changed) {
        ExternalRecord old = object(id);
        ExternalRecord next = new ExternalRecord(
                id,
                Integer.toString(Integer.parseInt(String.valueOf(old.version())) + 1),
                null,
                old.marker(),
                false,
                old.fields().with(changed));
        objects.put(id, next);
        events.add(id);
        return next;
    }

    ExternalRecord object(String id) {
        ExternalRecord object = objects.get(id);
        if (object == null) {
            throw new AssertionError("No object " + id);
        }
        return object;
    }

    List<ExternalRecord> objects() {
        return List.copyOf(objects.values());
    }

    /** What was written more than once, which nothing but a mistake of ours explains. */
    Map<String, Integer> doubled() {
        Map<String, Integer> doubled = new HashMap<>(writes);
        doubled.values().removeIf(times -> times == 1);
        return doubled;
    }

    /** A build of the connector. */
    ConnectorFactory factory(String version, Build build) {
        return new Factory(version, build);
    }

    /** Whether an open connector is one that starts threads. */
    static boolean leaks(Connector connector) {
        return connector instanceof Session session && session.build == Build.LEAKS;
    }

    private final class Factory implements ConnectorFactory {
        private final String version;
        private final Build build;

        Factory(String version, Build build) {
            this.version = version;
            this.build = build;
        }

        @Override
        public String kind() {
            return "shop";
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public String title() {
            return "Shop";
        }

        @Override
        public List<SettingDefinition> settings() {
            return List.of();
        }

        @Override
        public Set<Class<?>> resources() {
            return Set.of();
        }

        @Override
        public List<MappingTemplate> mappingTemplates() {
            return List.of();
        }

        @Override
        public Connector open(Settings settings, ConnectionResources resources) {
            if (build == Build.OPENS_NOT) {
                throw failure(ErrorCode.SETTING_INVALID);
            }
            return new Session(build);
        }
    }

    /** An open connector. */
    private final class Session
            implements Connector, Reads, Lists, io.bascule.api.connector.Changes, Finds, Creates, Updates {
        private static final int POLLS_UNTIL_IT_THROWS = 4;

        private final Build build;
        private boolean closed;
        private int polls;

        Session(Build build) {
            this.build = build;
        }

        private void open() {
            if (closed) {
                throw new AssertionError("A connector is called after it was closed");
            }
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(Map.of(TYPE, StreamedShop.capabilities()));
        }

        @Override
        public void check() {
            open();
            if (build == Build.FAILS_CHECK) {
                throw failure(ErrorCode.ANSWER_UNREADABLE);
            }
        }

        @Override
        public List<ReadOutcome> read(String externalType, List<String> ids) {
            open();
            return ids.stream()
                    .<ReadOutcome>map(id -> new ReadOutcome.Found(object(id)))
                    .toList();
        }

        @Override
        public Page list(String externalType, @Nullable Position from, int limit) {
            open();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            lists = now.equals(second) ? lists + 1 : 1;
            second = now;
            if (lists > LISTS_A_SECOND) {
                throw new BasculeException(
                        new Problem(ErrorCode.RATE_LIMITED, "Too many lists", "test", null, null, "Wait."),
                        null,
                        now.plusSeconds(1));
            }
            List<ExternalRecord> all = objects();
            int begin = from == null ? 0 : Integer.parseInt(from.text());
            int end = Math.min(all.size(), begin + PAGE);
            return new Page(all.subList(begin, end), end == all.size() ? null : new Position(1, Integer.toString(end)));
        }

        @Override
        public Position latest(String externalType) {
            open();
            return position(events.size());
        }

        private Position position(int index) {
            return build == Build.LOSES_POSITIONS
                    ? new Position(2, "from " + index)
                    : new Position(1, Integer.toString(index));
        }

        @Override
        public ChangePage changes(String externalType, Position since, int limit) {
            open();
            if (build == Build.LOSES_POSITIONS || build == Build.PASSES_OVER) {
                if (++polls > POLLS_UNTIL_IT_THROWS) {
                    throw new IllegalStateException("it lost its way in the stream");
                }
                return new ChangePage(List.of(), position(events.size()), false);
            }
            if (since.format() != 1) {
                throw failure(ErrorCode.CURSOR_EXPIRED);
            }
            int from = Integer.parseInt(since.text());
            int to = Math.min(events.size(), from + limit);
            return new ChangePage(
                    events.subList(from, to).stream()
                            .map(id -> Change.hint(id, null))
                            .toList(),
                    position(to),
                    to < events.size());
        }

        @Override
        public List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit) {
            open();
            return objects().stream()
                    .filter(object -> values.entrySet().stream()
                            .allMatch(wanted -> wanted.getKey().equals("marker")
                                    ? wanted.getValue().equals(text(object.marker()))
                                    : wanted.getValue().equals(object.fields().get(wanted.getKey()))))
                    .toList();
        }

        private @Nullable Value text(@Nullable String text) {
            return text == null ? null : Value.of(text);
        }

        @Override
        public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
            open();
            CreateItem item = items.get(0);
            count("create " + item.fields().get("email"));
            String id = put(item.fields(), item.marker());
            return List.of(answer(id));
        }

        @Override
        public List<WriteOutcome> update(String externalType, List<UpdateItem> items) {
            open();
            UpdateItem item = items.get(0);
            ExternalRecord there = object(item.id());
            if (!String.valueOf(item.expectedVersion()).equals(there.version())) {
                return List.of(new WriteOutcome.PreconditionFailed(there));
            }
            count("update " + item.id() + " " + item.changed());
            edit(item.id(), item.changed());
            return List.of(answer(item.id()));
        }

        private void count(String write) {
            if (build == Build.THROWS_BEFORE_WRITE) {
                throw new IllegalStateException("it cannot make the request");
            }
            writes.merge(write, 1, Integer::sum);
        }

        private WriteOutcome answer(String id) {
            if (build == Build.THROWS_AFTER_WRITE) {
                throw new IllegalStateException("it cannot make anything of the answer");
            }
            ExternalRecord object = object(id);
            if (build == Build.HANGS) {
                duringHang.run();
                return new WriteOutcome.Unknown("No answer.");
            }
            return new WriteOutcome.Ok(object);
        }

        @Override
        public void close() {
            open();
            closed = true;
        }
    }

    private static BasculeException failure(ErrorCode code) {
        return new BasculeException(new Problem(code, "It does not work", "test", null, null, "Nothing to do."));
    }
}
