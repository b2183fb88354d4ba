/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.engine.internal.config.Configured.Connection;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what Config Admin holds for the engine. Used by one thread at a time. */
public final class ConfigurationScan {
    /** Prefix of the factory PIDs of connections; the kind follows. */
    public static final String CONNECTION = "io.bascule.connector.";

    /** Factory PID of mappings. */
    public static final String MAPPING = "io.bascule.mapping";

    private static final Logger log = LoggerFactory.getLogger(ConfigurationScan.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern MAPPING_NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}\\.[a-z][a-z0-9_]{0,30}");

    private final ConfigurationAdmin configurations;

    /** PIDs that were complained of, so that each is told once. */
    private final Set<String> complained = new HashSet<>();

    public ConfigurationScan(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** All connections and mappings with proper names. */
    public Configured scan() {
        SortedMap<String, Connection> connections = new TreeMap<>();
        SortedMap<String, Map<String, Object>> mappings = new TreeMap<>();
        for (Configuration configuration : list()) {
            String pid = configuration.getPid();
            String factoryPid = configuration.getFactoryPid();
            Dictionary<String, Object> values = configuration.getProperties();
            if (values == null) {
                continue;
            }
            if (factoryPid == null) {
                complain(pid, "a file is named PID-NAME.cfg, with a hyphen between the two");
                continue;
            }
            String name = pid.startsWith(factoryPid) && pid.length() > factoryPid.length()
                    ? pid.substring(factoryPid.length() + 1)
                    : "";
            boolean isMapping = factoryPid.equals(MAPPING);
            if (!(isMapping ? MAPPING_NAME : NAME).matcher(name).matches()) {
                complain(pid, "the name \"" + name + "\" does not match " + (isMapping ? MAPPING_NAME : NAME));
            } else if (isMapping) {
                mappings.put(name, plain(values));
            } else {
                Connection connection = new Connection(factoryPid.substring(CONNECTION.length()), plain(values));
                if (connections.putIfAbsent(name, connection) != null) {
                    complain(pid, "another connection is named \"" + name + "\"; names are unique over all kinds");
                }
            }
        }
        return new Configured(connections, mappings);
    }

    private Configuration[] list() {
        try {
            Configuration[] found = configurations.listConfigurations(
                    "(|(service.pid=" + CONNECTION + "*)(service.pid=" + MAPPING + "*))");
            return found == null ? new Configuration[0] : found;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Config Admin cannot be read", e);
        }
    }

    private void complain(String pid, String why) {
        if (complained.add(pid)) {
            log.warn("Configuration {} is ignored: {}.", pid, why);
        }
    }

    private static Map<String, Object> plain(Dictionary<String, Object> values) {
        Map<String, Object> plain = new TreeMap<>();
        Collections.list(values.keys()).forEach(key -> plain.put(key, values.get(key)));
        return plain;
    }
}
