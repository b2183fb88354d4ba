/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.engine.internal.config.ConfigurationScan.Stray;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was made in Config Admin into files, since only files outlive a restart. A configuration with a random PID, as the web
 * console makes it, is taken away once its file is there: File Install makes a second one of the file. Used by one thread at a
 * time.
 */
final class HandMade {
    /** The key by which a configuration with a random PID says its name; it never comes into the file. */
    static final String NAME = "name";

    private static final Logger log = LoggerFactory.getLogger(HandMade.class);

    private static final Duration FILLED_IN = Duration.ofSeconds(5);

    /** How long after one was refused it is judged again: that opens the connector, which asks its system. */
    private static final Duration JUDGED_AGAIN = Duration.ofSeconds(30);

    /** What is seen without opening a connector. */
    private static final Set<ErrorCode> SEEN_AT_ONCE =
            EnumSet.of(ErrorCode.CONNECTOR_MISSING, ErrorCode.NOT_FOUND, ErrorCode.SECRET_MISSING);

    private final InstantSource clock;
    private final ConfigurationScan scan;
    private final EngineConfigurations configurations;

    /** What was done with each PID; only something else is looked at again, or after a while what was refused. */
    private final Map<String, Done> done = new HashMap<>();

    private final Map<String, String> told = new HashMap<>();

    /** Since when each has been empty: the console makes one before it is known whether its values are right. */
    private final Map<String, Instant> empty = new HashMap<>();

    private record Done(SortedMap<String, String> values, Instant until) {}

    HandMade(ConfigurationScan scan, EngineConfigurations configurations, InstantSource clock) {
        this.clock = clock;
        this.scan = scan;
        this.configurations = configurations;
    }

    /** Takes what is there; what is wrong stays where it is until somebody mends it. */
    void take() {
        forgetEmpty();
        Instant now = clock.instant();
        for (Stray stray : scan.strays()) {
            String pid = stray.configuration().getPid();
            Done before = done.get(pid);
            if (before != null && before.values().equals(stray.values()) && now.isBefore(before.until())) {
                continue;
            }
            try {
                take(stray);
                done.put(pid, new Done(stray.values(), Instant.MAX));
                told.remove(pid);
            } catch (BasculeException e) {
                if (!SEEN_AT_ONCE.contains(e.code())) {
                    done.put(pid, new Done(stray.values(), now.plus(JUDGED_AGAIN)));
                }
                complain(pid, e.problem().text());
            } catch (IOException e) {
                complain(pid, "Config Admin cannot be written: " + e);
            }
        }
    }

    private void take(Stray stray) throws IOException {
        Configuration configuration = stray.configuration();
        String pid = configuration.getPid();
        Optional<ConfigurationId> own = ConfigurationId.ofPid(pid);
        SortedMap<String, String> values = new TreeMap<>(stray.values());
        String name = values.remove(NAME);
        Optional<ConfigurationId> id = own.isPresent() || name == null
                ? own
                : ConfigurationId.ofPid(configuration.getFactoryPid() + "~" + name);
        if (id.isEmpty()) {
            complain(
                    pid,
                    "It has no proper name: the key \"name\" says NAME of a connection or NAME.TYPE of a mapping, which match "
                            + ConfigurationId.WORD + ".");
            return;
        }
        if (!configurations.isInEffect(id.get(), values)) {
            configurations.set(id.get().pid(), values, null, new Author(Source.PROGRAM, "Config Admin"));
        }
        if (own.isEmpty()) {
            configuration.delete();
        }
    }

    private void forgetEmpty() {
        Instant now = clock.instant();
        List<Configuration> found = scan.empty();
        empty.keySet().retainAll(found.stream().map(Configuration::getPid).toList());
        for (Configuration configuration : found) {
            String pid = configuration.getPid();
            if (!now.isBefore(empty.computeIfAbsent(pid, any -> now).plus(FILLED_IN))) {
                try {
                    configuration.delete();
                } catch (IOException e) {
                    complain(pid, "Config Admin cannot be written: " + e);
                }
            }
        }
    }

    private void complain(String pid, String why) {
        if (!why.equals(told.put(pid, why))) {
            log.warn("Configuration {} of Config Admin is not taken. {}", pid, why);
        }
    }
}
