/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Link;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.FieldPath;
import io.bascule.api.runtime.Failpoint;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.testsupport.FixedEntityTypes;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.SeededIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One world of one seed: the runtime between its store, its log and three systems, with users who edit on all sides and with
 * trouble of every kind; then peace, and judgement. Belongs to one thread.
 */
public final class World {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int MINUTES_OF_EDITS = 16;
    private static final int SINGLE_EDITS = 150;
    private static final int RACES = 40;
    private static final int DECISIONS = 40;
    private static final int CUSTOMERS = 12;
    private static final int CRASHES = 12;
    private static final int LAST_ROUND = 30;
    private static final long LAST_BULK_MILLIS = 14_000;
    private static final long LAST_ROUND_MILLIS = 30_000;
    private static final int TWINS = 2;
    private static final long TWINS_MILLIS = 180_000;
    private static final int MOST_MINUTES_TO_REST = 90;
    private static final int REST_CYCLES = 10;
    private static final long DELETES_SALT = 0x5DEECE66DL;

    private final long seed;
    private final @Nullable String mistake;
    /** Where nothing is deleted, complete lists would heal what other mistakes break. */
    private static final Duration CENSUS = Duration.ofSeconds(40);

    private final int deletes;
    private final ManualClock clock = ManualClock.atNewYear();
    private final Instant begun = clock.instant();
    private final Trace trace;
    private final Coverage coverage = new Coverage();
    private final Alarms alarms;
    private final Map<String, SimulatedSystem> systems = new TreeMap<>();
    private final Map<String, Mapping> mappings = new TreeMap<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final VirtualTime time;
    private final SplittableRandom faultDice;
    private final SplittableRandom lastDice;
    private final SplittableRandom editDice;
    private final SplittableRandom personDice;
    private final Weather weather;
    private final SimulatedFaults faults;
    private final SimulatedLog log;
    private final FlakyStore flaky;
    private final Webhooks webhooks;
    private final Editors editors;
    private final SplittableRandom deleteDice;
    private final Deleters deleters;
    private final Node.Means means;
    private final Oracle oracle;
    private @Nullable Node node;
    private int starts;
    private int connectorVersion = 1;

    private World(long seed, @Nullable String mistake, int deletes, boolean keepsLines) {
        this.seed = seed;
        this.mistake = mistake;
        this.deletes = deletes;
        this.deleteDice = new SplittableRandom(seed ^ DELETES_SALT);
        this.trace = new Trace(clock, keepsLines);
        this.alarms = new Alarms(clock);
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom onset = new SplittableRandom(~seed);
        this.lastDice = onset.split();
        this.personDice = onset.split();
        this.editDice = root.split();
        this.faultDice = root.split();
        this.time = new VirtualTime(clock, root.split(), trace);
        SplittableRandom data = root.split();
        this.weather = new Weather(root.split(), onset, coverage, time);
        this.faults = new SimulatedFaults(mistake, coverage, trace, this::crashed);
        this.log = new SimulatedLog(time, root.split(), coverage);
        this.flaky = new FlakyStore(store, root.split(), coverage, trace);
        this.webhooks = new Webhooks(time, root.split(), coverage, faults, () -> node);
        for (Personality personality : Personalities.all()) {
            long skew = personality.capabilities().skew().toMillis();
            Duration offset = Duration.ofMillis(data.nextLong(-skew / 2, skew / 2 + 1));
            SimulatedSystem system = new SimulatedSystem(personality, time, trace, offset);
            systems.put(personality.name(), system);
            mappings.put(personality.name(), Mappings.of(personality, data));
            if (personality.webhooks()) {
                system.onChange(event -> webhooks.changed(personality.name(), event));
            }
        }
        this.editors = new Editors(time, editDice.split(), store, systems, () -> node, trace);
        this.deleters = new Deleters(time, deleteDice.split(), store, systems, () -> node, trace, editors);
        this.means = new Node.Means(
                time,
                flaky,
                log,
                new SeededIds(clock, data.nextLong()),
                root.split(),
                faults,
                new FixedEntityTypes(Mappings.type()),
                deletes > 0 ? CENSUS : Node.SWEEP);
        this.oracle = new Oracle(store, systems, mappings, editors, log, alarms);
    }

    /**
     * Runs one seed to its end.
     *
     * @param mistake a mistake to plant; null for none
     * @param deletes how often users delete something; 0 for a world without deletes
     */
    static Result run(long seed, @Nullable String mistake, int deletes) {
        return run(new World(seed, mistake, deletes, false));
    }

    /** Runs one seed like {@link #run(long, String, int)} and tells what happened to the record of its first violation. */
    static Result tell(long seed, @Nullable String mistake, int deletes) {
        return run(new World(seed, mistake, deletes, true));
    }

    private static Result run(World world) {
        try {
            world.live();
        } catch (RuntimeException e) {
            StackTraceElement[] stack = e.getStackTrace();
            world.alarms.raise("I0", "world", e + (stack.length > 0 ? " at " + stack[0] : ""));
        }
        return world.result();
    }

    private void live() {
        Duration edits = Duration.ofMinutes(MINUTES_OF_EDITS);
        start();
        schedule(edits);
        runUntil(clock.instant().plus(edits));
        editors.stop();
        faults.disarm();
        weather.heal();
        log.heal();
        flaky.heal();
        webhooks.heal();
        if (comesToRest()) {
            oracle.judge();
            stayAtRest();
        }
    }

    private void schedule(Duration edits) {
        long millis = edits.toMillis();
        repeat(editDice, CUSTOMERS, millis / 2, editors::introduce);
        repeat(editDice, SINGLE_EDITS, millis, editors::edit);
        repeat(editDice, RACES, millis, editors::race);
        repeat(personDice, DECISIONS, millis, () -> editors.decide(personDice));
        repeat(faultDice, CRASHES, millis, this::armCrash);
        repeat(faultDice, 3, millis, () -> weather.outage(anySystem(), seconds(5, 90)));
        repeat(faultDice, 1, millis, () -> weather.denial(anySystem(), seconds(5, 60)));
        repeat(faultDice, 2, millis, () -> log.outage(seconds(3, 40)));
        // Most that goes wrong with a record is mended by its next change. So there is a last round after which none
        // comes.
        repeat(lastDice, LAST_ROUND, millis - LAST_ROUND_MILLIS, millis - LAST_BULK_MILLIS, editors::edit);
        repeat(lastDice, 1, millis - LAST_BULK_MILLIS, millis - LAST_BULK_MILLIS / 2, editors::bulk);
        repeat(lastDice, TWINS, millis - TWINS_MILLIS, millis - LAST_ROUND_MILLIS, editors::introduceTwice);
        // Half of what is deleted is replaced, and some of it goes so late that nothing mends what comes of it.
        repeat(deleteDice, deletes, millis - LAST_ROUND_MILLIS, deleters::delete);
        repeat(deleteDice, deletes / 4, millis - LAST_ROUND_MILLIS, millis - LAST_BULK_MILLIS / 2, deleters::delete);
        repeat(deleteDice, deletes / 2, millis - LAST_ROUND_MILLIS, editors::introduce);
        renewLease();
    }

    private void repeat(SplittableRandom random, int times, long millis, Runnable task) {
        repeat(random, times, 0, millis, task);
    }

    private void repeat(SplittableRandom random, int times, long fromMillis, long toMillis, Runnable task) {
        for (int i = 0; i < times; i++) {
            time.after(Duration.ofMillis(random.nextLong(fromMillis, toMillis)), task);
        }
    }

    private Duration seconds(int from, int to) {
        return Duration.ofSeconds(from + faultDice.nextInt(to - from));
    }

    private String anySystem() {
        List<String> names = List.copyOf(systems.keySet());
        return names.get(faultDice.nextInt(names.size()));
    }

    private void armCrash() {
        String failpoint = Failpoint.DATA_PATH.get(faultDice.nextInt(Failpoint.DATA_PATH.size()));
        int dice = faultDice.nextInt(4);
        int nth = dice == 0 ? 1 : dice == 1 ? 2 : dice == 2 ? 5 : 3 + faultDice.nextInt(12);
        faults.arm(failpoint, nth, dice == 0 ? "1st" : dice == 1 ? "2nd" : dice == 2 ? "5th" : "later");
    }

    private void crashed() {
        Node dead = node;
        if (dead != null) {
            dead.die();
        }
        node = null;
        time.forgetReady();
        boolean isLong = faultDice.nextInt(60) == 0;
        time.after(isLong ? Duration.ofHours(25) : Duration.ofMillis(faultDice.nextInt(20_000)), this::start);
    }

    private void start() {
        Optional<Long> epoch =
                store.write(tx -> tx.leases().acquire(EngineStore.LEASE, "node-" + starts, clock.instant(), LEASE));
        if (epoch.isEmpty()) {
            time.after(Duration.ofSeconds(2), this::start);
            return;
        }
        connectorVersion += faultDice.nextInt(10) == 0 ? 1 : 0;
        trace.note("node", "starts under epoch", epoch.get());
        List<Node.Connection> connections = new ArrayList<>();
        systems.forEach((name, system) -> connections.add(new Node.Connection(
                "1." + connectorVersion,
                new SimulatedConnector(system, weather, time, new Eyes(name)),
                mapping(name))));
        Node fresh = new Node(means, epoch.get(), connections);
        starts++;
        try {
            fresh.begin();
            node = fresh;
        } catch (BasculeException e) {
            if (e.code() != ErrorCode.STORE_FAILED) {
                throw e;
            }
            trace.note("node", "could not start:", e.problem().text());
            fresh.die();
            time.after(Duration.ofSeconds(2), this::start);
        }
    }

    private Mapping mapping(String name) {
        Mapping mapping = mappings.get(name);
        if (mapping == null) {
            throw new IllegalArgumentException(name);
        }
        return mapping;
    }

    private void renewLease() {
        time.after(Duration.ofSeconds(5), () -> {
            if (node != null) {
                store.write(
                        tx -> tx.leases().acquire(EngineStore.LEASE, "node-" + (starts - 1), clock.instant(), LEASE));
            }
            renewLease();
        });
    }

    private void runUntil(Instant end) {
        while (clock.instant().isBefore(end)) {
            try {
                time.runUntil(end);
            } catch (SimulatedCrash e) {
                trace.note("node", "is down");
                oracle.audit();
            }
        }
    }

    private boolean comesToRest() {
        String before = "";
        int quiet = 0;
        Instant last = clock.instant().plus(Duration.ofMinutes(MOST_MINUTES_TO_REST));
        if (node == null) {
            // A long absence does not count.
            last = last.plus(Duration.ofHours(26));
        }
        while (clock.instant().isBefore(last)) {
            runUntil(clock.instant().plus(Node.POLL));
            String now = oracle.fingerprint();
            quiet = node != null && oracle.unfinished().isEmpty() && now.equals(before) ? quiet + 1 : 0;
            before = now;
            if (quiet >= 3) {
                return true;
            }
        }
        alarms.raise("I11", "world", "does not come to rest: " + oracle.unfinished());
        return false;
    }

    private void stayAtRest() {
        String before = oracle.wholeState();
        for (int cycle = 0; cycle < REST_CYCLES; cycle++) {
            Node current = node;
            if (current != null) {
                current.runners().values().forEach(runner -> {
                    runner.pollNow();
                    runner.sweepNow();
                });
            }
            systems.forEach((name, system) -> {
                if (system.personality().webhooks()) {
                    system.objects().keySet().forEach(id -> webhooks.replay(name, id));
                }
            });
            runUntil(clock.instant().plus(Node.POLL));
        }
        String after = oracle.wholeState();
        if (!before.equals(after)) {
            alarms.raise("I7", "world", "not at rest: " + Oracle.difference(before, after));
        }
    }

    private Result result() {
        List<Violation> violations = alarms.found();
        String timeline = violations.isEmpty() || !trace.keepsLines()
                ? ""
                : new Timeline(systems.keySet(), trace, begun).of(store, violations.get(0));
        return new Result(
                seed,
                mistake,
                deletes,
                trace.hash() * 31 + oracle.fingerprint().hashCode(),
                editors.edits(),
                coverage,
                oracle.excused(),
                oracle.effects(),
                oracle.versions(),
                oracle.conflicts(),
                begun,
                violations,
                timeline);
    }

    /** What a connector may see of its world. */
    private final class Eyes implements SimulatedConnector.Predicates {
        private final String system;

        Eyes(String system) {
            this.system = system;
        }

        @Override
        public boolean planted(String name) {
            return faults.planted(name);
        }

        @Override
        public void meddle(String objectId) {
            if (deletes == 0 || !deleters.meddle(system, objectId)) {
                editors.meddle(system, objectId);
            }
        }

        @Override
        public void note(String subject, String text, Object... details) {
            trace.note(subject.isEmpty() ? system : system + " " + subject, text, details);
        }

        @Override
        public @Nullable String recordOf(String linkId) {
            return store.read(tx -> tx.links().find(linkId)).map(Link::recordId).orElse(null);
        }

        @Override
        public String keyOf(String recordId) {
            return store.read(tx -> tx.records().find(recordId))
                    .map(record -> FieldPath.of("email").get(record.fields()))
                    .map(Tokens::text)
                    .orElse("");
        }

        @Override
        public void violated(String invariant, String subject, String text) {
            alarms.raise(invariant, subject, text);
        }
    }
}
