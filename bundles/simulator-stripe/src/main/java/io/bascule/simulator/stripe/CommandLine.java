/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import io.bascule.simulator.kit.Durations;
import io.bascule.simulator.kit.RetrySchedule;
import io.bascule.simulator.kit.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the process.
 *
 * @param withParent end when standard input ends
 */
record CommandLine(StripeSimulator.Builder builder, boolean withParent) {
    static final String USAGE = """
            Options:
              --port N              the port on 127.0.0.1; 0 or none for any free one
              --data FOLDER         where the journal is kept; without it all is forgotten at the end
              --scenario FILE       what goes wrong (JSON)
              --api-key KEY         the accepted key; else sk_test_simulator
              --search-lag TIME     how far search is behind, for example 0s or 1m (the default)
              --no-idempotent-replay  ignore idempotency keys
              --webhook-retry TIME  when a failed webhook is sent again, for example 500ms; 5s is the default, and
                                    each further delay is three times the one before
              --webhook-retry-longest TIME
                                    no delay is longer; else 6h
              --webhook URL         an endpoint for all events, there from the start
              --webhook-secret TEXT its secret
              --with-parent         end when standard input ends""";

    static CommandLine parse(String[] arguments) {
        StripeSimulator.Builder builder = StripeSimulator.builder();
        boolean withParent = false;
        String webhook = null;
        String secret = null;
        RetrySchedule retries = RetrySchedule.threeDays();
        Duration longestRetry = Duration.ofHours(6);
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--port" -> builder.port(port(value(option, rest)));
                case "--data" -> builder.dataFolder(Path.of(value(option, rest)));
                case "--scenario" -> builder.scenario(Scenario.file(Path.of(value(option, rest))));
                case "--api-key" -> builder.apiKey(value(option, rest));
                case "--search-lag" -> builder.searchLag(Durations.parse(value(option, rest), option));
                case "--webhook-retry" ->
                    retries = RetrySchedule.threeDays(Durations.parse(value(option, rest), option));
                case "--webhook-retry-longest" -> longestRetry = Durations.parse(value(option, rest), option);
                case "--no-idempotent-replay" -> builder.idempotentReplay(false);
                case "--webhook" -> webhook = value(option, rest);
                case "--webhook-secret" -> secret = value(option, rest);
                case "--with-parent" -> withParent = true;
                default -> throw new IllegalArgumentException("Unknown option '" + option + "'");
            }
        }
        builder.webhookRetries(retries.noLongerThan(longestRetry));
        addWebhook(builder, webhook, secret);
        return new CommandLine(builder, withParent);
    }

    private static void addWebhook(StripeSimulator.Builder builder, @Nullable String webhook, @Nullable String secret) {
        if ((webhook == null) != (secret == null)) {
            throw new IllegalArgumentException("--webhook and --webhook-secret go together");
        }
        if (webhook != null && secret != null) {
            builder.webhookEndpoint(URI.create(webhook), secret, "*");
        }
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException("The option " + option + " needs a value");
        }
        return value;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException("--port: expected a number, found '" + text + "'", unreadable);
        }
        throw new IllegalArgumentException("--port: expected 0 to 65535, found " + text);
    }
}
