/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import io.bascule.demo.Demo;
import io.bascule.demo.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * The broker is killed while people edit, and none serves for twenty seconds: the one that the runtime starts in its place is
 * stopped on its way up and goes on after that time. The edits end a moment later.
 */
final class BrokerOutage implements Demo.Meanwhile {
    private static final Duration FROM = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final World world;
    private final LongSupplier outbox;
    private @Nullable ProcessHandle stopped;
    private Duration begin = Duration.ZERO;
    private Duration end = Duration.ZERO;
    private long unsent;

    /** @param outbox tells how many events wait in the outbox */
    BrokerOutage(World world, LongSupplier outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /** How many events waited for the broker at the end of its absence. */
    long unsent() {
        return unsent;
    }

    @Override
    public boolean tick(Duration sinceStart) {
        if (begin.isZero()) {
            if (sinceStart.compareTo(FROM) >= 0) {
                begin = sinceStart;
                begin();
            }
        } else if (end.isZero()) {
            if (sinceStart.compareTo(begin.plus(LENGTH)) >= 0) {
                end = sinceStart;
                end();
            }
        }
        return end.isZero() || sinceStart.compareTo(end.plus(AFTERWARDS)) < 0;
    }

    private void begin() {
        ProcessHandle killed = world.broker().orElseThrow();
        killed.destroyForcibly();
        await("end of the broker").atMost(LIMIT).until(() -> !killed.isAlive());
        await("another broker")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> world.broker().isPresent());
        ProcessHandle next = world.broker().orElseThrow();
        signal("STOP", next);
        stopped = next;
    }

    private void end() {
        unsent = outbox.getAsLong();
        ProcessHandle waiting = stopped;
        if (waiting != null) {
            signal("CONT", waiting);
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            int status = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
