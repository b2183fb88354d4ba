/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Alarms;
import io.bascule.simulator.kit.Faults;
import io.bascule.simulator.kit.Journal;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.RetrySchedule;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.kit.SimulatorClock;
import io.bascule.simulator.kit.SimulatorProcess;
import io.bascule.simulator.kit.SimulatorServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Stripe on 127.0.0.1 that remembers. Start one in a test with {@link #builder()}, or as a process of its own with
 * {@link #main}. Clients reach it by HTTP at {@link #address()}, as does everybody who wants to change something behind
 * a client's back. Thread-safe.
 *
 * <pre>{@code
 * try (StripeSimulator stripe = StripeSimulator.builder().searchLag(Duration.ZERO).start()) {
 *     client(stripe.address(), stripe.apiKey());
 * }
 * }</pre>
 */
public final class StripeSimulator implements AutoCloseable {
    private final SimulatorClock clock;
    private final Faults faults;
    private final StripeState state;
    private final StripeWebhooks webhooks;
    private final StripeApi api;
    private final LiveSettings settings;
    private final Alarms alarms;
    private final ScheduledExecutorService timer;
    private final ExecutorService webhookThreads;
    private final SimulatorClock.Registration clockRegistration;
    private final SimulatorServer server;

    private StripeSimulator(Builder builder) {
        ThreadFactory threads = daemonThreads();
        SimulatorClock given = builder.clock;
        this.clock = given == null ? SimulatorClock.system() : given;
        this.settings = new LiveSettings(
                new StripeSettings(builder.apiKey, builder.searchLag, builder.idempotentReplay, builder.apiVersion));
        Ids ids = new Ids(builder.random);
        StripeTypes types = StripeTypes.all();
        WebhookEndpointType endpoints = types.endpoints();
        this.state = new StripeState(clock, ids, types.list(), builder.dataFolder);
        if (given == null) {
            state.restoredClock().ifPresent(clock::restore);
        }
        this.clockRegistration = clock.onChange(() -> state.clockMoved(clock.state()));
        this.faults = new Faults(clock, builder.scenario);
        this.timer = Executors.newSingleThreadScheduledExecutor(threads);
        this.webhookThreads = Executors.newCachedThreadPool(threads);
        this.alarms = new Alarms(clock, timer);
        this.webhooks = new StripeWebhooks(
                state,
                endpoints,
                clock,
                ids,
                () -> settings.get().apiVersion(),
                builder.webhookRetries,
                faults,
                alarms,
                webhookThreads);
        StripeOperations operations = new StripeOperations(types, state, webhooks, clock, faults, settings::get);
        this.api = new StripeApi(state, webhooks, clock, ids, settings, operations);
        builder.endpoints.forEach(endpoint -> configure(endpoint, endpoints));
        SimulatorServer started = null;
        try {
            started = SimulatorServer.start(builder.port, api, clock, faults, threads);
        } finally {
            if (started == null) {
                closeAllButServer();
            }
        }
        this.server = started;
        webhooks.resume();
    }

    /** Puts an endpoint given at start among the others, once per URL. */
    private void configure(ConfiguredEndpoint configured, WebhookEndpointType type) {
        String id =
                "we_configured" + Integer.toHexString(configured.url.toString().hashCode());
        ObjectNode fields = Json.object().put("url", configured.url.toString()).put("secret", configured.secret);
        configured.eventTypes.forEach(fields.putArray("enabled_events")::add);
        Write write = new Write("START", type.path(), fields, "req_start", null, "");
        state.write(write, staging -> {
            if (staging.living(type, id).isPresent()) {
                staging.update(type, id, fields);
            } else {
                staging.create(type, fields, id);
            }
        });
    }

    /** Begins to set up a simulator. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens, for example {@code http://127.0.0.1:12111}; the API is under {@code /v1}. */
    public URI address() {
        return server.address();
    }

    /** The secret key that it accepts. */
    public String apiKey() {
        return settings.get().apiKey();
    }

    /** Its clock. */
    public SimulatorClock clock() {
        return clock;
    }

    /** Its faults, to read their counts and to change the scenario. */
    public Faults faults() {
        return faults;
    }

    /** Its journal of accepted writes. */
    public Journal journal() {
        return state.journal();
    }

    /** Objects by type, writes by type and action, replays: what {@code GET /_simulator/counts} says of the system. */
    public ObjectNode counts() {
        return api.counts();
    }

    /** How many webhooks are not settled: waiting, on their way, or to be tried again. */
    public int pendingWebhooks() {
        return webhooks.sender().pending();
    }

    /** Changes how far search is behind, at most one hour. */
    public void searchLag(Duration lag) {
        api.change(Json.object().put("searchLag", lag.toString()));
    }

    /** Stops serving and sending, and closes the journal; idempotent. */
    @Override
    public void close() {
        server.close();
        closeAllButServer();
    }

    private void closeAllButServer() {
        clockRegistration.close();
        webhooks.close();
        alarms.close();
        timer.shutdownNow();
        webhookThreads.shutdown();
        state.close();
    }

    private static ThreadFactory daemonThreads() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "stripe-simulator-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs a simulator as a process of its own, until SIGTERM. Prints one line:
     * {@code stripe-simulator address=http://127.0.0.1:12111 key=sk_test_simulator}. The options are those of
     * {@link CommandLine}.
     */
    public static void main(String[] arguments) {
        CommandLine command;
        try {
            command = CommandLine.parse(arguments);
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.err.println(CommandLine.USAGE);
            System.exit(2);
            return;
        }
        StripeSimulator simulator = command.builder().start();
        System.out.println("stripe-simulator address=" + simulator.address() + " key=" + simulator.apiKey());
        System.out.flush();
        SimulatorProcess.runUntilTold(simulator, command.withParent(), System.in);
    }

    private record ConfiguredEndpoint(URI url, String secret, List<String> eventTypes) {}

    /** Sets up a simulator; used by one thread. */
    public static final class Builder {
        /** The version that events show unless told otherwise: that of stripe-java 33. */
        public static final String USUAL_API_VERSION = "2026-05-27.dahlia";

        private final List<ConfiguredEndpoint> endpoints = new ArrayList<>();
        private int port;
        private @Nullable Path dataFolder;
        private @Nullable SimulatorClock clock;
        private String apiKey = "sk_test_simulator";
        private String apiVersion = USUAL_API_VERSION;
        private Scenario scenario = Scenario.none();
        private Duration searchLag = Duration.ofMinutes(1);
        private boolean idempotentReplay = true;
        private RetrySchedule webhookRetries = RetrySchedule.threeDays();
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        /** The port on 127.0.0.1; 0, the default, for any free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Where {@code journal.jsonl} is kept; without it all is forgotten at the end. */
        public Builder dataFolder(Path folder) {
            dataFolder = folder;
            return this;
        }

        /** The time inside; by default the machine's. With a clock of one's own, a restart does not move it. */
        public Builder clock(SimulatorClock simulatorClock) {
            clock = simulatorClock;
            return this;
        }

        /** The one secret key that is accepted; by default {@code sk_test_simulator}. */
        public Builder apiKey(String key) {
            apiKey = key;
            return this;
        }

        /** The version that events and answers show, for example {@code 2026-05-27.dahlia}. */
        public Builder apiVersion(String version) {
            apiVersion = version;
            return this;
        }

        /** What goes wrong from the start. */
        public Builder scenario(Scenario faults) {
            scenario = faults;
            return this;
        }

        /** How far search is behind, by the simulator's clock; by default one minute, at most one hour. */
        public Builder searchLag(Duration lag) {
            searchLag = lag;
            return this;
        }

        /** When a webhook that was answered with an error, or not at all, is sent again; by default 5 s later, then 15 s, ... */
        public Builder webhookRetries(RetrySchedule schedule) {
            webhookRetries = schedule;
            return this;
        }

        /** False makes a Stripe that ignores idempotency keys. */
        public Builder idempotentReplay(boolean on) {
            idempotentReplay = on;
            return this;
        }

        /** Where ids come from; with a seeded one and the same calls, the same ids. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        /**
         * An endpoint that is there from the start.
         *
         * @param secret for example {@code whsec_test}
         * @param eventTypes for example {@code customer.*}, or {@code *} for all
         */
        public Builder webhookEndpoint(URI url, String secret, String... eventTypes) {
            endpoints.add(new ConfiguredEndpoint(url, secret, List.of(eventTypes)));
            return this;
        }

        /**
         * Starts the simulator.
         *
         * @throws java.io.UncheckedIOException if the port is taken or the data folder can't be used
         * @throws IllegalStateException if another simulator uses the data folder, or its journal is damaged
         */
        public StripeSimulator start() {
            return new StripeSimulator(this);
        }
    }
}
