/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a simulator's own process alive until it is told to end. */
public final class SimulatorProcess {
    private static final Logger log = LoggerFactory.getLogger(SimulatorProcess.class);

    private SimulatorProcess() {}

    /**
     * Returns never before the end: on SIGTERM, or, with a parent, when the parent closes or leaves standard input.
     *
     * @param simulator closed in an orderly way at the end
     * @param parent the standard input to watch, or an empty stream together with {@code withParent} false
     */
    public static void runUntilTold(AutoCloseable simulator, boolean withParent, InputStream parent) {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread onSignal = new Thread(
                () -> {
                    end.countDown();
                    await(closed);
                },
                "simulator-shutdown");
        Runtime.getRuntime().addShutdownHook(onSignal);
        if (withParent) {
            Thread watch = new Thread(() -> drain(parent, end), "simulator-parent");
            watch.setDaemon(true);
            watch.start();
        }
        await(end);
        try {
            simulator.close();
        } catch (Exception failed) {
            log.error("The simulator did not end in an orderly way", failed);
        } finally {
            closed.countDown();
        }
    }

    private static void drain(InputStream parent, CountDownLatch end) {
        try {
            while (parent.read() >= 0) {
                // What the parent says does not matter, only that it is there.
            }
        } catch (IOException gone) {
            log.debug("The parent's stream broke", gone);
        }
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
