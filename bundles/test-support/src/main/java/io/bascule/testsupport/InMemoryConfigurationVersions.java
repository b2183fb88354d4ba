/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.ConfigurationVersions;
import io.bascule.api.config.ConfigurationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Accepted configurations by (PID, version). */
final class InMemoryConfigurationVersions implements ConfigurationVersions {
    private final UndoLog undo;
    private final UndoableMap<NumberKey, ConfigurationVersion> rows;

    InMemoryConfigurationVersions(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
    }

    @Override
    public void add(ConfigurationVersion version) {
        NumberKey key = new NumberKey(version.pid(), version.version(), "");
        if (rows.contains(key)) {
            throw undo.stale("version " + version.version() + " of configuration " + version.pid());
        }
        rows.put(key, version);
    }

    @Override
    public List<ConfigurationVersion> newest() {
        Map<String, ConfigurationVersion> newest = new TreeMap<>();
        rows.rows().values().forEach(version -> newest.put(version.pid(), version));
        return List.copyOf(newest.values());
    }

    @Override
    public List<ConfigurationVersion> of(String pid) {
        NumberKey from = new NumberKey(pid, Long.MIN_VALUE, "");
        return Scan.all(rows.rows().tailMap(from), key -> key.scope().equals(pid));
    }

    @Override
    public Optional<ConfigurationVersion> find(String pid, long version) {
        return Optional.ofNullable(rows.get(new NumberKey(pid, version, "")));
    }
}
