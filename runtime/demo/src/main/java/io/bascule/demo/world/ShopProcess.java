/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import io.bascule.demo.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The shop's database server. Thread-safe. */
final class ShopProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ChildProcess process;
    private final Map<String, Long> faults;

    private ShopProcess(ChildProcess process, Map<String, Long> faults) {
        this.process = process;
        this.faults = faults;
    }

    static ShopProcess start(Places places, WorldPorts ports, Credentials credentials) {
        try {
            Files.createDirectories(places.shop());
        } catch (IOException e) {
            throw new WorldFailure("Can't make " + places.shop(), e);
        }
        Map<String, Long> faults = new ConcurrentHashMap<>();
        ChildProcess process = ChildProcess.start(
                "shop",
                JavaCommand.of(
                        Shop.class.getName(),
                        192,
                        List.of("user.timezone=UTC", "h2.bindAddress=127.0.0.1"),
                        List.of(
                                places.shop().toString(),
                                Integer.toString(ports.shop()),
                                Integer.toString(ports.shopForBascule()))),
                Map.of(Shop.PASSWORD_VARIABLE, credentials.shopPassword()),
                places.logs().resolve("shop.log"),
                Shop.READY::equals,
                line -> {
                    if (line.startsWith(Shop.STRUCK)) {
                        faults.merge(line.substring(Shop.STRUCK.length()), 1L, Long::sum);
                    }
                });
        return new ShopProcess(process, faults);
    }

    void awaitReady(Waiting waiting) throws InterruptedException {
        process.awaitReady(START_LIMIT, waiting);
    }

    /** Sets how often what goes wrong, for example {@code "applyThenReset 40 resetBefore 900"}; 0 for never. */
    void setFaults(String rates) {
        process.tell(rates);
    }

    /** What has gone wrong so far, by kind. */
    Map<String, Long> faults() {
        return new TreeMap<>(faults);
    }

    /** The address under which a port of the shop is reached. */
    static String url(int port) {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/shop";
    }

    /** Asks it to end, and sees to it. */
    void stop() throws InterruptedException {
        process.stop(STOP_LIMIT);
    }
}
