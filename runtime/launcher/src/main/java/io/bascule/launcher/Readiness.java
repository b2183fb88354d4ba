/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until the listeners answer: a bundle can be active before its servlet is reachable. */
final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int REQUEST_LIMIT_MS = 5_000;

    private final InstantSource clock;
    /** Opened when the runtime is told to stop, which ends the wait. */
    private final CountDownLatch stopping;

    Readiness(InstantSource clock, CountDownLatch stopping) {
        this.clock = clock;
        this.stopping = stopping;
    }

    /**
     * Waits for the console to ask for the password and for the webhook listener to answer at all.
     *
     * @throws StartFailure with {@link ExitCode#NOT_READY} when the limit passes
     */
    void await(Settings settings, Duration limit) throws InterruptedException {
        var deadline = clock.instant().plus(limit);
        String console = url(settings.host(), settings.port(), "/system/console");
        String webhooks = url(settings.webhookHost(), settings.webhookPort(), "/hooks");
        while (status(console) != HttpURLConnection.HTTP_UNAUTHORIZED || status(webhooks) < 0) {
            if (clock.instant().isAfter(deadline)) {
                throw new StartFailure(
                        ExitCode.NOT_READY,
                        "All bundles run, but within %d s the listeners did not answer as they should: %s gave %s, %s gave %s. See log/bascule.log."
                                .formatted(
                                        limit.toSeconds(),
                                        console,
                                        word(status(console)),
                                        webhooks,
                                        word(status(webhooks))));
            }
            if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Where a client on this machine reaches a listener. */
    static String url(String host, int port, String path) {
        boolean everyAddress = host.equals("0.0.0.0") || host.equals("::");
        String name = everyAddress ? "127.0.0.1" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + path;
    }

    private static int status(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(REQUEST_LIMIT_MS);
            connection.setReadTimeout(REQUEST_LIMIT_MS);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return -1;
        }
    }

    private static String word(int status) {
        return status < 0 ? "no answer" : "status " + status;
    }
}
