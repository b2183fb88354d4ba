/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The imitation of Stripe. Thread-safe. */
final class StripeProcess {
    private static final String MAIN_CLASS = "io.bascule.simulator.stripe.StripeSimulator";
    private static final String READY = "stripe-simulator address=";
    /** Stripe's own may be a minute; nobody wants to watch that. */
    static final Duration SEARCH_LAG = Duration.ofSeconds(2);

    /**
     * Stripe's own grow to hours. What the runtime missed while it was down is to be delivered before all is judged, and there is
     * no rest until it is.
     */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ChildProcess process;

    private StripeProcess(ChildProcess process) {
        this.process = process;
    }

    static StripeProcess start(Places places, WorldPorts ports, Credentials credentials) {
        try {
            Files.createDirectories(places.stripe());
        } catch (IOException e) {
            throw new WorldFailure("Can't make " + places.stripe(), e);
        }
        ChildProcess process = ChildProcess.start(
                "stripe",
                JavaCommand.of(
                        MAIN_CLASS,
                        256,
                        List.of(),
                        List.of(
                                "--port",
                                Integer.toString(ports.stripe()),
                                "--data",
                                places.stripe().toString(),
                                "--api-key",
                                credentials.stripeKey(),
                                "--search-lag",
                                SEARCH_LAG.toSeconds() + "s",
                                "--webhook-retry",
                                "500ms",
                                "--webhook-retry-longest",
                                LONGEST_RETRY.toSeconds() + "s",
                                "--with-parent")),
                Map.of(),
                places.logs().resolve("stripe.log"),
                line -> line.startsWith(READY),
                line -> {});
        return new StripeProcess(process);
    }

    void awaitReady(Waiting waiting) throws InterruptedException {
        process.awaitReady(START_LIMIT, waiting);
    }

    /** Asks it to end, and sees to it. */
    void stop() throws InterruptedException {
        process.stop(STOP_LIMIT);
    }
}
