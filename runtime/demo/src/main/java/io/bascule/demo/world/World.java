/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import io.bascule.demo.edit.EditableSide;
import io.bascule.demo.edit.Target;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole world: the shop, the imitation of Stripe and the runtime, each in a process of its own on this machine. Belongs to
 * one thread, but {@link #sides} may be used by several and {@link #close} may come from any.
 */
public final class World implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(World.class);
    /** The shop and Stripe. */
    private static final int INTEGRATIONS = 2;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration REST_LIMIT = Duration.ofMinutes(1);

    private final Places places;
    private final WorldPorts ports;
    private final Waiting waiting;
    private final Credentials credentials;
    private final RuntimeFiles files;
    private final Optional<CatalogServer> server;
    private final ShopProcess shop;
    private final StripeProcess stripe;
    private final RuntimeProcess runtime;
    private final CatalogSide catalogSide;
    private final ShopSide shopSide;
    private final ShopSide shopOwner;
    private final StripeSide stripeSide;

    private World(
            Places places,
            WorldPorts ports,
            Waiting waiting,
            Credentials credentials,
            Optional<CatalogServer> server,
            ShopProcess shop,
            StripeProcess stripe) {
        this.places = places;
        this.ports = ports;
        this.waiting = waiting;
        this.credentials = credentials;
        this.server = server;
        this.shop = shop;
        this.stripe = stripe;
        this.files = new RuntimeFiles(places, ports, credentials);
        this.runtime = new RuntimeProcess(places, ports, waiting);
        this.catalogSide = new CatalogSide(new JsonHttp("http://127.0.0.1:" + ports.first(), credentials.restToken()));
        String url = ShopProcess.url(ports.shop());
        this.shopSide = new ShopSide(url, Shop.CLERK, credentials.shopPassword());
        this.shopOwner = new ShopSide(url, Shop.OWNER, credentials.shopPassword());
        this.stripeSide =
                new StripeSide(new JsonHttp("http://127.0.0.1:" + ports.stripe(), credentials.stripeKey()), waiting);
    }

    /**
     * Starts the processes; the runtime is still on its way when this returns, and has no connections.
     *
     * @param database what the runtime stores its catalog in
     * @param plant a safeguard for the runtime to leave out, for example {@code "no-lookup"}
     * @param random for passwords
     */
    public static World start(
            Places places,
            WorldPorts ports,
            Database database,
            Optional<String> plant,
            RandomGenerator random,
            Waiting waiting)
            throws InterruptedException {
        prepare(places);
        Optional<CatalogServer> server =
                database == Database.POSTGRES ? Optional.of(CatalogServer.start()) : Optional.empty();
        Credentials credentials = Credentials.draw(random);
        ShopProcess shop = ShopProcess.start(places, ports, credentials);
        StripeProcess stripe = StripeProcess.start(places, ports, credentials);
        World world = new World(places, ports, waiting, credentials, server, shop, stripe);
        boolean started = false;
        try {
            world.files.writeBasics(plant, server);
            world.runtime.start();
            shop.awaitReady(waiting);
            stripe.awaitReady(waiting);
            started = true;
            return world;
        } finally {
            if (!started) {
                world.close();
            }
        }
    }

    private static void prepare(Places places) {
        if (!Files.isExecutable(places.distribution().resolve("bin").resolve("bascule"))) {
            throw new WorldFailure(
                    "There is no bin/bascule in " + places.distribution() + "; build it with ./bascule dist");
        }
        try {
            Files.createDirectories(places.logs());
            if (Files.exists(places.edits())) {
                throw new WorldFailure("The folder " + places.folder()
                        + " holds an earlier demonstration; choose another with --dir, or delete it");
            }
        } catch (IOException e) {
            throw new WorldFailure("Can't write below " + places.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Waits for the runtime, and connects it to both systems. */
    public void connect() throws InterruptedException {
        runtime.awaitReady();
        awaitRest();
        String secret = stripeSide.sendWebhooksTo("http://127.0.0.1:" + ports.webhooks() + "/hooks/stripe");
        files.writeConnections(secret);
    }

    /**
     * Kills the runtime as {@code kill -9} does, and starts it again over the same folder.
     *
     * @return the writes that its integrations found begun and not settled, by integration
     */
    public SortedMap<String, Long> killAndRestart() throws InterruptedException {
        runtime.kill();
        runtime.start();
        runtime.awaitReady();
        SortedMap<String, Long> open = runtime.awaitOpenIntents(INTEGRATIONS);
        awaitRest();
        return open;
    }

    /** Ready is the runtime when its listeners answer; REST comes with the engine, which may take a moment longer. */
    private void awaitRest() throws InterruptedException {
        if (!waiting.until(catalogSide::answers, PAUSE, REST_LIMIT)) {
            throw new WorldFailure("REST did not answer within %d s; see %s"
                    .formatted(REST_LIMIT.toSeconds(), places.logs().resolve("bascule.log")));
        }
    }

    /** The process of the runtime's Kafka broker, ready or not; empty if there is none at the moment. */
    public Optional<ProcessHandle> broker() {
        return runtime.broker();
    }

    /**
     * Kills the runtime's Kafka broker as {@code kill -9} does; the runtime starts another one by itself.
     *
     * @return whether there was one
     */
    public boolean killBroker() {
        Optional<ProcessHandle> broker = runtime.broker();
        broker.ifPresent(ProcessHandle::destroyForcibly);
        return broker.isPresent();
    }

    /** Whether the runtime runs. */
    public boolean runtimeIsAlive() {
        return runtime.isAlive();
    }

    /** The three sides as their users see them. */
    public Map<Side, EditableSide> sides() {
        return Map.of(Side.CATALOG, catalogSide, Side.SHOP, shopSide, Side.STRIPE, stripeSide);
    }

    /** What all of these sides hold now. */
    public List<Target> targets(String type, List<Side> among) {
        List<SideObject> objects = new ArrayList<>();
        for (Side side : among) {
            EditableSide editable = sides().get(side);
            if (editable != null) {
                objects.addAll(editable.readAll(type));
            }
        }
        return Target.among(objects, among);
    }

    /** Makes things go wrong from now on. */
    public void setFaults(FaultPlan plan) {
        stripeSide.setScenario(plan.stripeScenario());
        shop.setFaults(plan.shopRates());
    }

    /** Ends everything that goes wrong. */
    public void endFaults() {
        stripeSide.endFaults();
        shop.setFaults("applyThenReset 0 resetBefore 0");
    }

    /** What has gone wrong so far, by place and kind, for example {@code "stripe.rateLimit"}. */
    public Map<String, Long> faults() {
        Map<String, Long> faults = new TreeMap<>();
        stripeSide
                .counts()
                .path("faults")
                .properties()
                .forEach(fault ->
                        faults.put("stripe." + fault.getKey(), fault.getValue().asLong()));
        shop.faults().forEach((kind, count) -> faults.put("shop." + kind, count));
        return faults;
    }

    /** The address of Felix Web Console. */
    public String console() {
        return "http://127.0.0.1:" + ports.first() + "/system/console";
    }

    /** The address of REST, without a slash at its end. */
    public String rest() {
        return "http://127.0.0.1:" + ports.first() + CatalogSide.API;
    }

    /** The token for REST, to be sent as bearer. */
    public String restToken() {
        return credentials.restToken();
    }

    /** The line with which the runtime tells the console's password, once, at its first start. */
    public Optional<String> consolePassword() {
        return runtime.passwordLine();
    }

    Places places() {
        return places;
    }

    Waiting waiting() {
        return waiting;
    }

    CatalogSide catalog() {
        return catalogSide;
    }

    /** The shop with the right to read its journal. */
    ShopSide shopOwner() {
        return shopOwner;
    }

    StripeSide stripe() {
        return stripeSide;
    }

    /** The broker's address. */
    public String kafka() {
        return "127.0.0.1:" + ports.broker();
    }

    /** Ends all processes, the runtime first. */
    @Override
    public void close() {
        stop(runtime::stop);
        stop(stripe::stop);
        stop(shop::stop);
        server.ifPresent(CatalogServer::close);
    }

    private interface Stop {
        void run() throws InterruptedException;
    }

    private static void stop(Stop part) {
        try {
            part.run();
        } catch (InterruptedException e) {
            log.warn("A process may not have ended", e);
            Thread.currentThread().interrupt();
        }
    }
}
