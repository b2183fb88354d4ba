/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.config.Configurations;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.secret.SecretFiles;
import io.bascule.engine.internal.lane.EngineStore;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Everything that configuration needs, put together: the files, their acceptance, and the doors to them. Thread-safe. */
public final class ConfigurationDesk {
    private final Acceptance acceptance;
    private final EngineConfigurations configurations;
    private final HandMade handMade;

    /**
     * The configuration of a runtime.
     *
     * @param etc the folder of the files
     * @param scan what is in Config Admin
     * @param refused told once of each wrong file, with its integration and why
     * @param changed called after each change that came through {@link #configurations()}
     */
    public ConfigurationDesk(
            EngineStore store,
            EntityTypes types,
            Connectors connectors,
            Path etc,
            SecretFiles secrets,
            ConfigurationScan scan,
            Surroundings surroundings,
            BiConsumer<String, String> refused,
            Runnable changed) {
        EtcFolder folder = new EtcFolder(etc);
        this.acceptance = new Acceptance(
                store, folder, connectors, types, secrets, surroundings.clock(), surroundings.faults(), refused);
        this.configurations = new EngineConfigurations(
                store, folder, acceptance, connectors, new DurableFile(surroundings.faults()), changed);
        this.handMade = new HandMade(scan, configurations, surroundings.clock());
    }

    /** What is in effect after a look at everything. */
    public synchronized Configured look() {
        handMade.take();
        return acceptance.look();
    }

    /** Whether another look is due shortly, because a file changes at this moment. */
    public boolean isChanging() {
        return acceptance.isChanging();
    }

    /** The door for people and programs. */
    public Configurations configurations() {
        return configurations;
    }
}
