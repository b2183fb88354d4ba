/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.error.Problem;
import io.bascule.api.secret.SecretFiles;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of one integration become what is in effect. Everything is judged together, so that a table and the
 * mapping that needs it may come in one go; what does not fit is then judged one by one, so that one bad file holds up no other.
 * While a new build of the connector is about to be used, what the one in use refuses counts if the new one refuses nothing.
 * Used by one thread at a time; asks the connector, and through it the system, for its types.
 */
final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    private final Connectors connectors;
    private final EntityTypes types;
    private final SecretFiles secrets;
    private final EtcFolder etc;
    private final InstantSource clock;

    Judge(Connectors connectors, EntityTypes types, SecretFiles secrets, EtcFolder etc, InstantSource clock) {
        this.connectors = connectors;
        this.types = types;
        this.secrets = secrets;
        this.etc = etc;
        this.clock = clock;
    }

    /**
     * The verdict about one integration.
     *
     * @param files its files as they are
     * @param accepted the contents in effect, those of files that are gone included
     */
    Verdict judge(String integration, SortedMap<ConfigurationId, byte[]> files, Map<ConfigurationId, String> accepted) {
        Verdict verdict = new Verdict();
        SortedMap<ConfigurationId, Part> fresh = new TreeMap<>();
        files.forEach((id, bytes) -> {
            try {
                Part part = Part.of(id, etc.file(id).toString(), etc.text(id, bytes));
                if (!part.content().equals(accepted.get(id))) {
                    fresh.put(id, part);
                }
            } catch (BasculeException e) {
                verdict.refuse(id, e.problem());
            }
        });
        ConfigurationId connection = connection(integration, files.keySet(), accepted, fresh, verdict);
        if (fresh.isEmpty()) {
            return verdict;
        }
        if (connection == null) {
            putOff(fresh.keySet(), verdict, "a connection named \"" + integration + "\"", ErrorCode.NOT_FOUND);
            return verdict;
        }
        List<ConnectorFactory> builds = connectors.judges(integration, connection.connector());
        List<ConnectorFactory> whole =
                builds.stream().filter(connectors::hasProvidersFor).toList();
        if (whole.isEmpty()) {
            String missing = builds.isEmpty() ? "a connector of kind " + connection.connector() : "its resources";
            putOff(fresh.keySet(), verdict, missing, ErrorCode.CONNECTOR_MISSING);
            return verdict;
        }
        Verdict first = null;
        for (ConnectorFactory build : whole) {
            Verdict its = verdict.copy();
            try {
                new Session(integration, connection, build, files, accepted, new TreeMap<>(fresh), its).run();
            } catch (RuntimeException | LinkageError e) {
                log.error("Configuration of {} cannot be judged: a bug, with its stack trace", integration, e);
                its = verdict.copy();
                for (ConfigurationId id : fresh.keySet()) {
                    its.refuse(
                            id,
                            Refusals.bug(integration, connection.connector(), e).problem());
                }
            }
            if (its.refused().size() == verdict.refused().size()) {
                return its;
            }
            first = first == null ? its : first;
        }
        return Objects.requireNonNull(first);
    }

    /** A name belongs to one kind for good: links, work and positions hang on it. */
    private @Nullable ConfigurationId connection(
            String integration,
            Collection<ConfigurationId> files,
            Map<ConfigurationId, String> accepted,
            Map<ConfigurationId, Part> fresh,
            Verdict verdict) {
        Optional<ConfigurationId> owner = accepted.keySet().stream()
                .filter(id -> isConnection(id) && id.scope().equals(integration))
                .findFirst();
        ConfigurationId chosen = null;
        for (ConfigurationId id : files) {
            if (!isConnection(id)) {
                continue;
            }
            if (owner.isPresent() ? owner.get().equals(id) : chosen == null) {
                chosen = id;
            } else {
                fresh.remove(id);
                ConfigurationId other = owner.orElse(chosen);
                verdict.refuse(id, nameTaken(id, other == null ? id : other));
            }
        }
        return chosen;
    }

    private static boolean isConnection(ConfigurationId id) {
        return id.kind() == ConfigurationKind.CONNECTION;
    }

    private Problem nameTaken(ConfigurationId id, ConfigurationId owner) {
        return new Problem(
                ErrorCode.SETTING_INVALID,
                "The name of a connection is taken",
                etc.file(id).toString(),
                "a name that no other connection has, of whatever kind",
                "\"" + id.scope() + "\", which is that of " + owner.file(),
                "Rename the file; links and work belong to the name.");
    }

    private void putOff(Collection<ConfigurationId> ids, Verdict verdict, String missing, ErrorCode code) {
        for (ConfigurationId id : ids) {
            verdict.await(
                    id,
                    new Problem(
                            code,
                            "A configuration cannot be judged yet",
                            etc.file(id).toString(),
                            missing,
                            "none",
                            code == ErrorCode.CONNECTOR_MISSING
                                    ? "Copy the connector's jar into deploy/."
                                    : "Write the file of the connection, or take this one away."));
        }
    }

    /** The judging of one integration whose connector is there. */
    private final class Session {
        private final String integration;
        private final ConfigurationId connection;
        private final ConnectorFactory factory;
        private final SortedMap<ConfigurationId, byte[]> files;
        private final Map<ConfigurationId, String> accepted;
        private final SortedMap<ConfigurationId, Part> fresh;
        private final Verdict verdict;
        private final List<SettingDefinition> definitions;
        private final Map<Class<?>, ResourceProvider<?>> providers;

        Session(
                String integration,
                ConfigurationId connection,
                ConnectorFactory factory,
                SortedMap<ConfigurationId, byte[]> files,
                Map<ConfigurationId, String> accepted,
                SortedMap<ConfigurationId, Part> fresh,
                Verdict verdict) {
            this.integration = integration;
            this.connection = connection;
            this.factory = factory;
            this.files = files;
            this.accepted = accepted;
            this.fresh = fresh;
            this.verdict = verdict;
            this.definitions = connectors.definitions(factory);
            this.providers = connectors.providersFor(factory);
        }

        void run() {
            checkEachForItself();
            Part change = fresh.get(connection);
            if (change != null && tryConnection(change)) {
                return;
            }
            Part old = part(connection, accepted.get(connection));
            List<String> scopes = freshScopes();
            if (scopes.isEmpty()) {
                return;
            }
            if (old == null) {
                putOff(
                        fresh.keySet().stream().filter(id -> !isConnection(id)).toList(),
                        verdict,
                        "a connection that is accepted",
                        ErrorCode.NOT_FOUND);
                return;
            }
            try (Trial trial = Trial.open(factory, settings(old), providers, secrets, clock)) {
                scopes.forEach(scope -> judgeMapping(scope, trial));
            } catch (BasculeException e) {
                fresh.keySet().stream().filter(id -> !isConnection(id)).forEach(id -> verdict.await(id, e.problem()));
            }
        }

        private void checkEachForItself() {
            for (Part part : List.copyOf(fresh.values())) {
                try {
                    if (part.id().kind() != ConfigurationKind.FIELDS) {
                        Settings settings = settings(part);
                        definitions(part).stream()
                                .filter(definition -> definition.kind() == SettingDefinition.Kind.SECRET)
                                .forEach(definition -> resolve(part, definition.key(), settings));
                    }
                } catch (BasculeException e) {
                    fresh.remove(part.id());
                    verdict.refuse(part.id(), e.problem());
                }
            }
        }

        private void resolve(Part part, String key, Settings settings) {
            String reference = settings.find(key);
            if (reference != null) {
                secrets.resolve("A secret", part.where() + ", " + part.place(key) + key, reference);
            }
        }

        /** Whether the connection is accepted; the mappings are judged with it then. */
        private boolean tryConnection(Part change) {
            try (Trial trial = Trial.open(factory, settings(change), providers, secrets, clock)) {
                Problem broken = breaks(trial);
                if (broken != null) {
                    verdict.refuse(connection, broken);
                    return false;
                }
                verdict.accept(connection, change.content());
                freshScopes().forEach(scope -> judgeMapping(scope, trial));
                return true;
            } catch (BasculeException e) {
                verdict.refuse(connection, e.problem());
                return false;
            }
        }

        /** Why a mapping that works would no longer do so; null if none is broken, or the system cannot be asked now. */
        private @Nullable Problem breaks(Trial trial) {
            try {
                trial.capabilities();
            } catch (BasculeException e) {
                return e.code().kind() == ErrorKind.CONFIGURATION ? e.problem() : null;
            }
            for (ConfigurationId id : files.keySet()) {
                if (id.kind() != ConfigurationKind.FIELDS || !works(id.scope())) {
                    continue;
                }
                boolean bound = false;
                Problem why = null;
                for (Pair pair : pairs(id.scope(), true)) {
                    Problem problem = bind(pair, trial);
                    bound |= problem == null;
                    why = problem;
                }
                if (!bound && why != null) {
                    return why;
                }
            }
            return null;
        }

        private boolean works(String scope) {
            Part settings = part(ConfigurationId.mapping(scope), accepted.get(ConfigurationId.mapping(scope)));
            if (settings == null || !accepted.containsKey(ConfigurationId.fields(scope))) {
                return false;
            }
            Settings values = settings(settings);
            return values.bool(MappingSettings.ENABLED) && values.bool(MappingSettings.ACCEPT);
        }

        private List<String> freshScopes() {
            return fresh.keySet().stream()
                    .filter(id -> !isConnection(id))
                    .map(ConfigurationId::scope)
                    .distinct()
                    .toList();
        }

        /** Settings and document of a mapping: both new, or one of them with the other as it was. */
        private void judgeMapping(String scope, Trial trial) {
            Part settings = fresh.get(ConfigurationId.mapping(scope));
            Part document = fresh.get(ConfigurationId.fields(scope));
            Problem why = null;
            for (Pair pair : pairs(scope, false)) {
                Problem problem = bind(pair, trial);
                if (problem == null) {
                    acceptIfFresh(pair.settings());
                    acceptIfFresh(pair.document());
                    break;
                }
                why = why == null ? problem : why;
            }
            if (settings != null && !accepted.containsKey(ConfigurationId.fields(scope))) {
                // Right for themselves; without a document that fits nothing flows.
                verdict.accept(settings.id(), settings.content());
            }
            for (Part part : java.util.Arrays.asList(settings, document)) {
                if (part != null && why != null && !verdict.accepted().containsKey(part.id())) {
                    verdict.refuse(part.id(), why);
                }
            }
        }

        private void acceptIfFresh(@Nullable Part used) {
            if (used != null && isFresh(used)) {
                verdict.accept(used.id(), used.content());
            }
        }

        private boolean isFresh(Part part) {
            Part change = fresh.get(part.id());
            return change != null && change.content().equals(part.content());
        }

        /** All ways to put a mapping together, those with the most changes first. */
        private List<Pair> pairs(String scope, boolean unchangedToo) {
            ConfigurationId settingsId = ConfigurationId.mapping(scope);
            ConfigurationId documentId = ConfigurationId.fields(scope);
            List<Pair> pairs = new ArrayList<>();
            for (Part settings : choices(settingsId)) {
                for (Part document : choices(documentId)) {
                    if (document == null) {
                        continue;
                    }
                    boolean changed = isFresh(document) || (settings != null && isFresh(settings));
                    if (changed || unchangedToo) {
                        pairs.add(new Pair(settings, document));
                    }
                }
            }
            return pairs;
        }

        /** The new part, the accepted one; null where a mapping has no settings. */
        private List<@Nullable Part> choices(ConfigurationId id) {
            List<@Nullable Part> choices = new ArrayList<>();
            Part change = fresh.get(id);
            if (change != null) {
                choices.add(change);
            }
            Part old = part(id, files.containsKey(id) ? accepted.get(id) : null);
            if (old != null || choices.isEmpty()) {
                choices.add(old);
            }
            return choices;
        }

        /** Why a mapping does not fit the system; null if it does. */
        private @Nullable Problem bind(Pair pair, Trial trial) {
            try {
                ConfigurationId id = pair.document().id();
                Settings settings = pair.settings() == null
                        ? SettingsReader.read(integration, "", Map.of(), MappingSettings.DEFINITIONS)
                        : settings(pair.settings());
                var type = types.find(id.type())
                        .orElseThrow(() -> new BasculeException(new Problem(
                                ErrorCode.MAPPING_INVALID,
                                "A mapping is of an unknown type",
                                pair.document().where(),
                                "one of "
                                        + types.all().stream()
                                                .map(known -> known.name())
                                                .toList(),
                                "type " + id.type(),
                                "Rename the file, or describe the type in etc/types.")));
                MappingReader.read(
                        pair.document().where(),
                        pair.document().content(),
                        integration,
                        settings,
                        type,
                        trial.capabilities()::find);
                return null;
            } catch (BasculeException e) {
                return e.problem();
            }
        }

        private List<SettingDefinition> definitions(Part part) {
            return isConnection(part.id()) ? definitions : MappingSettings.DEFINITIONS;
        }

        private Settings settings(Part part) {
            return SettingsReader.read(integration, part.where(), part.values(), definitions(part), part::place);
        }

        private @Nullable Part part(ConfigurationId id, @Nullable String content) {
            return content == null ? null : Part.of(id, etc.file(id).toString(), content);
        }
    }

    /** A mapping put together. */
    private record Pair(@Nullable Part settings, Part document) {}
}
