/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.secret.SecretFiles;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import io.bascule.testsupport.TestTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The configuration of a runtime on a folder and a store that outlive it; {@link #restart} is what a new process would find. */
final class Runs {
    static final String CONNECTION = "io.bascule.connector.lab-lab.cfg";
    static final String MAPPING = "io.bascule.mapping-lab.customer.cfg";
    static final String FIELDS = "mappings/lab.customer.json";

    final ManualClock clock = ManualClock.atNewYear();
    final LabFactory factory = new LabFactory("lab");
    final List<String> refusals = new ArrayList<>();
    final Connectors connectors = new Connectors();
    Acceptance acceptance;
    EngineConfigurations configurations;

    private final Path data;
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();

    Runs(Path data) {
        this.data = data;
        connectors.add(factory);
        restart(Faults.NONE);
    }

    /** A new process on the same folder and store. */
    void restart(Faults faults) {
        long epoch = store.write(
                        tx -> tx.leases().acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1)))
                .orElseThrow();
        EtcFolder etc = new EtcFolder(data.resolve("etc"));
        Surroundings surroundings = new Surroundings(
                clock, new ManualScheduler(clock), Runnable::run, new SeededIds(clock, 1), () -> 0.5, faults);
        EngineStore under = new EngineStore(store, surroundings, epoch);
        SecretFiles secrets = new SecretFiles(data.resolve("secrets"));
        acceptance = new Acceptance(
                under,
                etc,
                connectors,
                TestTypes.all(),
                secrets,
                clock,
                faults,
                (name, why) -> refusals.add(name + " " + why));
        configurations =
                new EngineConfigurations(under, etc, acceptance, connectors, new DurableFile(faults), () -> {});
    }

    /** A connection with its accepted mapping. */
    void prepare() {
        write(CONNECTION, "# The lab downstairs.\ntable = people\ncolour = green\n");
        write(MAPPING, "accept = true\n");
        write(FIELDS, LabFactory.TEMPLATE);
    }

    /** Looks, and once more when every file has settled. */
    Configured look() {
        acceptance.look();
        clock.advance(EtcFolder.SETTLING);
        return acceptance.look();
    }

    ConfigurationState state(String name) {
        return configurations.find(name).orElseThrow();
    }

    List<ConfigurationVersion> versions(String name) {
        return configurations.versions(name);
    }

    /** What is stored of a PID. */
    List<ConfigurationVersion> stored(String pid) {
        return store.<List<ConfigurationVersion>>read(tx -> tx.configurations().of(pid));
    }

    Path etc(String name) {
        return data.resolve("etc").resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(etc(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String text) {
        write(etc(name), text);
    }

    void secret(String name, String text) {
        write(data.resolve("secrets").resolve(name), text);
    }

    void delete(String name) {
        try {
            Files.delete(etc(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
