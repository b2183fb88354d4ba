/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.Configurations;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.engine.internal.lane.EngineStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows configurations, and changes them in their files. Thread-safe; one change at a time. */
public final class EngineConfigurations implements Configurations {
    private final EngineStore store;
    private final EtcFolder etc;
    private final Acceptance acceptance;
    private final Connectors connectors;
    private final DurableFile files;
    private final Runnable changed;

    /** @param changed called after each change, so that it takes effect */
    EngineConfigurations(
            EngineStore store,
            EtcFolder etc,
            Acceptance acceptance,
            Connectors connectors,
            DurableFile files,
            Runnable changed) {
        this.store = store;
        this.etc = etc;
        this.acceptance = acceptance;
        this.connectors = connectors;
        this.files = files;
        this.changed = changed;
    }

    @Override
    public List<ConfigurationState> all() {
        return acceptance.standing().all().stream().map(this::state).toList();
    }

    @Override
    public Optional<ConfigurationState> find(String pidOrName) {
        return known(pidOrName).map(this::state);
    }

    @Override
    public List<ConfigurationVersion> versions(String pidOrName) {
        String pid = required(pidOrName).pid();
        return store.read(tx -> tx.configurations().of(pid));
    }

    @Override
    public String diff(String pidOrName, long from, long to) {
        ConfigurationId id = required(pidOrName);
        return LineDiff.of(version(id, from).content(), version(id, to).content());
    }

    @Override
    public synchronized ConfigurationState set(
            String pidOrName, Map<String, String> values, @Nullable Long expected, Author author) {
        ConfigurationId id = changeable(pidOrName);
        if (id.kind() == ConfigurationKind.FIELDS) {
            throw notOfKind(id, "a connection or a mapping");
        }
        SortedMap<String, String> wanted = new TreeMap<>(values);
        wanted.values().removeIf(String::isEmpty);
        return change(
                id,
                current(id).map(text -> text.with(wanted)).orElseGet(() -> CfgFile.content(wanted)),
                expected,
                author);
    }

    @Override
    public synchronized ConfigurationState write(
            String pidOrName, String document, @Nullable Long expected, Author author) {
        ConfigurationId id = changeable(pidOrName);
        if (id.kind() != ConfigurationKind.FIELDS) {
            throw notOfKind(id, "a fields document");
        }
        return change(id, document.endsWith("\n") ? document : document + "\n", expected, author);
    }

    @Override
    public synchronized ConfigurationState rollBack(
            String pidOrName, long version, @Nullable Long expected, Author author) {
        ConfigurationId id = required(pidOrName);
        String content = version(id, version).content();
        return id.kind() == ConfigurationKind.FIELDS
                ? write(id.pid(), content, expected, author)
                : set(id.pid(), CfgFile.parse(id.file(), content).values(), expected, author);
    }

    @Override
    public synchronized void remove(String pidOrName, Author author) {
        ConfigurationId id = required(pidOrName);
        files.delete(etc.file(id));
        changed.run();
    }

    /** Whether these values are accepted already, and in their file. */
    boolean isInEffect(ConfigurationId id, SortedMap<String, String> values) {
        Acceptance.Standing standing = acceptance.standing();
        ConfigurationVersion version = standing.accepted().get(id);
        return version != null
                && standing.present().contains(id)
                && standing.problem(id) == null
                && version.content().equals(CfgFile.content(values));
    }

    private ConfigurationState change(ConfigurationId id, String text, @Nullable Long expected, Author author) {
        acceptance.look();
        ConfigurationVersion before = acceptance.standing().accepted().get(id);
        long present = before == null ? 0 : before.version();
        if (expected != null && expected != present) {
            throw new BasculeException(new Problem(
                    ErrorCode.VERSION_MISMATCH,
                    "Somebody else has changed the configuration",
                    id.pid(),
                    "version " + expected,
                    "version " + present,
                    "Read it again, and decide."));
        }
        Verdict verdict = acceptance.tryOut(id, text.getBytes(StandardCharsets.UTF_8));
        Problem problem = verdict.refused().getOrDefault(id, verdict.waiting().get(id));
        if (problem != null) {
            throw new BasculeException(problem);
        }
        acceptance.announce(id, Part.of(id, id.file(), text).content(), author);
        try {
            files.write(etc.file(id), text);
        } catch (BasculeException e) {
            acceptance.takeBack(id);
            throw e;
        }
        acceptance.wrote(id, text);
        acceptance.look();
        changed.run();
        return state(id);
    }

    /** The file as it is, to keep its comments and order; none if it is not there or cannot be read. */
    private Optional<CfgFile> current(ConfigurationId id) {
        Path file = etc.file(id);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(CfgFile.parse(file.toString(), etc.text(id, Files.readAllBytes(file))))
                    : Optional.empty();
        } catch (java.io.IOException | BasculeException e) {
            return Optional.empty();
        }
    }

    private ConfigurationState state(ConfigurationId id) {
        Acceptance.Standing standing = acceptance.standing();
        ConfigurationVersion version = standing.accepted().get(id);
        Problem problem = standing.problem(id);
        Status status = !standing.present().contains(id)
                ? Status.MISSING
                : standing.refused().containsKey(id)
                        ? Status.REFUSED
                        : problem == null ? Status.ACCEPTED : Status.WAITING;
        return new ConfigurationState(
                id.pid(), id.shortName(), id.kind(), id.file(), status, version, effective(id, version), problem);
    }

    private SortedMap<String, String> effective(ConfigurationId id, @Nullable ConfigurationVersion version) {
        if (version == null || id.kind() == ConfigurationKind.FIELDS) {
            return new TreeMap<>();
        }
        SortedMap<String, String> values =
                CfgFile.parse(id.file(), version.content()).values();
        List<SettingDefinition> definitions = MappingSettings.DEFINITIONS;
        if (id.kind() == ConfigurationKind.CONNECTION) {
            ConnectorFactory factory = connectors.find(id.connector());
            if (factory == null) {
                return values;
            }
            definitions = connectors.definitions(factory);
        }
        definitions.forEach(definition -> {
            String standard = definition.defaultValue();
            if (standard != null) {
                values.putIfAbsent(definition.key(), standard);
            }
        });
        return values;
    }

    private ConfigurationVersion version(ConfigurationId id, long version) {
        return store.read(tx -> tx.configurations().find(id.pid(), version))
                .orElseThrow(() -> notFound("version " + version + " of " + id.pid()));
    }

    private Optional<ConfigurationId> known(String pidOrName) {
        return acceptance.standing().all().stream()
                .filter(id -> id.pid().equals(pidOrName) || id.shortName().equals(pidOrName))
                .findFirst();
    }

    private ConfigurationId required(String pidOrName) {
        return known(pidOrName).orElseThrow(() -> notFound(pidOrName));
    }

    private ConfigurationId changeable(String pidOrName) {
        return known(pidOrName).or(() -> ConfigurationId.ofPid(pidOrName)).orElseThrow(() -> notFound(pidOrName));
    }

    private static BasculeException notFound(String what) {
        return new BasculeException(new Problem(
                ErrorCode.NOT_FOUND,
                "There is no such configuration",
                what,
                "a name from the list, or for a new one its PID such as io.bascule.connector.KIND~NAME",
                null,
                "Look at the list of configurations."));
    }

    private static BasculeException notOfKind(ConfigurationId id, String expected) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "This configuration is of another kind",
                id.pid(),
                expected,
                id.kind() == ConfigurationKind.FIELDS ? "a fields document" : "settings",
                "Send a document for fields, and values otherwise."));
    }
}
