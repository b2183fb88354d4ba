/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.edit.EditJournal;
import io.bascule.demo.edit.EditPlan;
import io.bascule.demo.edit.Editors;
import io.bascule.demo.edit.Target;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Finding;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.seed.SeedData;
import io.bascule.demo.world.EvidenceReader;
import io.bascule.demo.world.FaultPlan;
import io.bascule.demo.world.KafkaCounts;
import io.bascule.demo.world.Loader;
import io.bascule.demo.world.Places;
import io.bascule.demo.world.RestWatch;
import io.bascule.demo.world.Standing;
import io.bascule.demo.world.StandingReader;
import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.World;
import io.bascule.demo.world.WorldFailure;
import io.bascule.demo.world.WorldPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The course of a demonstration: start a world, load, edit while things go wrong, wait for rest, judge. Belongs to one thread.
 *
 * <pre>{@code
 * try (Demo demo = Demo.start(options, waiting, terminal)) {
 *     demo.load();
 *     demo.edit();
 *     System.out.println(demo.judge().json());
 * }
 * }</pre>
 */
public final class Demo implements AutoCloseable {
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(3);
    private static final Duration REST_LIMIT = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int SHOWN_FINDINGS = 10;

    private final DemoOptions options;
    private final World world;
    private final Places places;
    private final Waiting waiting;
    private final Terminal terminal;
    private final Phases phases;
    private final SplittableRandom random;
    private final List<Edit> seeds = new ArrayList<>();
    private List<Kill> kills = List.of();
    private int brokerKills;

    private Demo(DemoOptions options, World world, Places places, Waiting waiting, Terminal terminal, Phases phases) {
        this.options = options;
        this.world = world;
        this.places = places;
        this.waiting = waiting;
        this.terminal = terminal;
        this.phases = phases;
        this.random = new SplittableRandom(options.seed());
    }

    /**
     * Starts the world's processes.
     *
     * @param waiting whose end ends this
     * @throws WorldFailure if they cannot be started, saying why
     */
    public static Demo start(DemoOptions options, Waiting waiting, Terminal terminal) throws InterruptedException {
        Phases phases = new Phases(waiting.clock());
        Places places = new Places(
                options.folder().orElseGet(Demo::temporaryFolder), options.distribution(), options.connectors());
        WorldPorts ports = WorldPorts.choose(options.port());
        terminal.event("everything is written below %s; seed %d".formatted(places.folder(), options.seed()));
        World world = World.start(places, ports, options.database(), options.plant(), new SecureRandom(), waiting);
        terminal.say("the shop and the imitation of Stripe run; the runtime is starting");
        return new Demo(options, world, places, waiting, terminal, phases);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("bascule-demo-");
        } catch (IOException e) {
            throw new WorldFailure("Can't make a folder for temporary files: " + e.getMessage(), e);
        }
    }

    /** The world it plays in. */
    public World world() {
        return world;
    }

    /** Where its files lie. */
    public Places places() {
        return places;
    }

    /** Ends all processes. */
    @Override
    public void close() {
        world.close();
    }

    /**
     * Fills both systems, connects Bascule, and waits until all is in step.
     *
     * @return false if it is not within the limit; editing may go on all the same
     */
    public boolean load() throws InterruptedException {
        SeedData data = SeedData.generate(options.seed(), options.customers(), options.products());
        seeds.addAll(new Loader(world).load(data));
        terminal.say(
                "the shop and Stripe are filled: %,d entries; Bascule does not know them yet".formatted(seeds.size()));
        world.setFaults(FaultPlan.whileLoading(options.customers()));
        world.connect();
        phases.end("start");
        terminal.say("connected; the first load begins. Console: " + world.console() + " (user admin)");
        world.consolePassword().ifPresent(line -> terminal.say(line));
        long links = data.customers().size() * 2L + data.products().size();
        RestWatch watch = watch(() -> 0);
        boolean rested = watch.await(links, RestWatch.LULL, LOAD_LIMIT);
        phases.end("load");
        if (rested) {
            terminal.say("the first load is done");
        } else {
            terminal.event("the first load did not come to rest within %d s; last seen: %s"
                    .formatted(LOAD_LIMIT.toSeconds(), watch.unrest()));
        }
        return rested;
    }

    private RestWatch watch(LongSupplier edits) {
        return new RestWatch(world, standing -> terminal.say(standing, edits, world::faults));
    }

    /** What may happen while people edit. */
    @FunctionalInterface
    public interface Meanwhile {
        /**
         * Called about once a second.
         *
         * @return true to go on
         */
        boolean tick(Duration sinceStart) throws InterruptedException;
    }

    /** Has people edit for as long as the options say, and kills the runtime and its broker as often as they say. */
    public void edit() throws InterruptedException {
        Kills killing = new Kills(world, waiting, terminal, options.editing(), options.kills(), random.split());
        BrokerKills broker = new BrokerKills(world, terminal, killing.editing(), options.brokerKills(), random.split());
        edit(sinceStart -> {
            boolean brokerIsToDie = broker.tick(sinceStart);
            return killing.tick(sinceStart) || brokerIsToDie;
        });
        kills = killing.done();
        brokerKills = broker.done();
    }

    /** Has people edit on all sides while things go wrong, for as long as {@code meanwhile} says. */
    public void edit(Meanwhile meanwhile) throws InterruptedException {
        world.endFaults();
        List<Target> customers = world.targets("customer", List.of(Side.values()));
        List<Target> products = world.targets("product", List.of(Side.CATALOG, Side.SHOP));
        if (customers.isEmpty()) {
            throw new WorldFailure("No customer is on all three sides, so there is nothing to edit; see "
                    + places.logs().resolve("bascule.log"));
        }
        world.setFaults(FaultPlan.whileEditing());
        terminal.say("people begin to edit on all three sides, and things go wrong on purpose");
        StandingReader reader = new StandingReader(world);
        Instant start = waiting.clock().instant();
        try (EditJournal journal = EditJournal.open(places.edits());
                Editors editors =
                        new Editors(world.sides(), customers, products, journal, waiting.clock(), random.split())) {
            editors.start(EditPlan.steady(options.editing()));
            do {
                waiting.pause(INTERVAL);
                if (!world.runtimeIsAlive()) {
                    throw new WorldFailure(
                            "The runtime ended by itself; see " + places.logs().resolve("bascule.log"));
                }
                Standing standing = reader.read();
                terminal.say(standing, editors::done, world::faults);
            } while (meanwhile.tick(Duration.between(start, waiting.clock().instant())));
        }
        world.endFaults();
        phases.end("edit");
        terminal.say("nobody edits any more, and nothing goes wrong any more");
    }

    /** Waits for rest and judges. */
    public Outcome judge() throws InterruptedException {
        long done = EditJournal.read(places.edits()).size();
        RestWatch watch = watch(() -> done);
        boolean rested = watch.await(0, RestWatch.REST, REST_LIMIT);
        phases.end("settle");
        if (rested) {
            terminal.say("at rest; reading all three sides");
        } else {
            terminal.event("no rest within %d s, reading all the same; last seen: %s"
                    .formatted(REST_LIMIT.toSeconds(), watch.unrest()));
        }
        List<Edit> edits = new ArrayList<>(seeds);
        edits.addAll(EditJournal.read(places.edits()));
        EvidenceReader.Judgement judgement = new EvidenceReader(world).judge(edits);
        KafkaCounts.Result kafka = new KafkaCounts(world).read();
        phases.end("judge");
        report(judgement.verdict().findings(), kafka.missing());
        return new Outcome(
                rested,
                judgement.evidence(),
                judgement.verdict(),
                kafka,
                world.faults(),
                kills,
                brokerKills,
                phases.seconds(),
                terminal.elapsed());
    }

    private void report(List<Finding> findings, List<String> missing) {
        if (findings.isEmpty() && missing.isEmpty()) {
            terminal.say("every edit is accounted for");
            return;
        }
        try {
            String text = findings.stream().map(Finding::toString).collect(Collectors.joining("\n\n"))
                    + missing.stream()
                            .map(version -> "\nnot on its topic: " + version)
                            .collect(Collectors.joining());
            Files.writeString(places.findings(), text + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new WorldFailure("Can't write " + places.findings(), e);
        }
        findings.stream().limit(SHOWN_FINDINGS).forEach(finding -> terminal.line(finding.toString()));
        terminal.event("%d findings, %d versions not on Kafka; all of them stand in %s"
                .formatted(findings.size(), missing.size(), places.findings()));
    }
}
