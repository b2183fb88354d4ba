/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Finds the connections and mappings that were made in Config Admin and not in a file. Used by one thread at a time. */
public final class ConfigurationScan {
    /** Prefix of the factory PIDs of connections; the kind follows. */
    public static final String CONNECTION = "io.bascule.connector.";

    /** Factory PID of mappings. */
    public static final String MAPPING = "io.bascule.mapping";

    /** File Install puts this on whatever it makes of a file; whoever makes a configuration by hand does not. */
    private static final String FILE = "felix.fileinstall.filename";

    private static final Set<String> FOREIGN =
            Set.of("service.pid", "service.factoryPid", "service.bundleLocation", FILE);

    private final ConfigurationAdmin configurations;

    /** A configuration without a file. */
    record Stray(Configuration configuration, SortedMap<String, String> values) {}

    public ConfigurationScan(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** All configurations of ours that no file stands for. */
    List<Stray> strays() {
        List<Stray> strays = new ArrayList<>();
        for (Configuration configuration : list()) {
            Dictionary<String, Object> values = configuration.getProperties();
            if (configuration.getFactoryPid() != null && values != null && values.get(FILE) == null) {
                strays.add(new Stray(configuration, plain(values)));
            }
        }
        return strays;
    }

    /** Those that somebody began to make and never filled in. */
    List<Configuration> empty() {
        return Arrays.stream(list())
                .filter(configuration -> configuration.getProperties() == null
                        && ConfigurationId.ofPid(configuration.getPid()).isEmpty())
                .toList();
    }

    private Configuration[] list() {
        try {
            Configuration[] found = configurations.listConfigurations(
                    "(|(service.factoryPid=" + CONNECTION + "*)(service.factoryPid=" + MAPPING + "))");
            return found == null ? new Configuration[0] : found;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Config Admin cannot be read", e);
        }
    }

    /** The values as the texts that a file would hold. */
    static SortedMap<String, String> plain(Dictionary<String, ?> values) {
        SortedMap<String, String> plain = new TreeMap<>();
        Collections.list(values.keys()).forEach(key -> {
            if (!FOREIGN.contains(key)) {
                plain.put(key, String.valueOf(values.get(key)).strip());
            }
        });
        plain.values().removeIf(String::isEmpty);
        return plain;
    }
}
