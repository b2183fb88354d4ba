/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.secret.SecretFiles;
import io.bascule.engine.internal.config.Configured.Connection;
import io.bascule.engine.internal.config.Configured.Unusable;
import io.bascule.engine.internal.lane.EngineStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files that are right into the history of accepted versions, and tells what is in effect: for each configuration whose
 * file is there, its last accepted version, whatever the file says now. Thread-safe; one look at a time.
 */
public final class Acceptance {
    /** How long after a system was away it is asked again; each time may take as long as a call may. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Acceptance.class);

    private final EngineStore store;
    private final EtcFolder etc;
    private final Connectors connectors;
    private final EntityTypes types;
    private final InstantSource clock;
    private final Faults faults;
    private final BiConsumer<String, String> refusals;
    private final Judge judge;

    private final SortedMap<ConfigurationId, ConfigurationVersion> accepted = new TreeMap<>();
    private final Map<ConfigurationId, Announced> announced = new HashMap<>();
    private final Map<String, Judged> judged = new HashMap<>();
    private final Map<ConfigurationId, String> told = new HashMap<>();
    private boolean loaded;
    private volatile @Nullable Standing standing;

    /** Who is about to write which content. */
    private record Announced(String hash, Author author) {}

    /**
     * A verdict, and everything that it was made of.
     *
     * @param until up to when it holds
     */
    private record Judged(String fingerprint, Verdict verdict, Instant until) {}

    /**
     * How everything stood at the last look.
     *
     * @param accepted the newest versions
     * @param present whose files are there
     * @param refused what is wrong
     * @param waiting what cannot be judged yet
     */
    record Standing(
            SortedMap<ConfigurationId, ConfigurationVersion> accepted,
            Set<ConfigurationId> present,
            SortedMap<ConfigurationId, Problem> refused,
            SortedMap<ConfigurationId, Problem> waiting) {
        /** Every configuration that is known of. */
        Set<ConfigurationId> all() {
            Set<ConfigurationId> all = new TreeSet<>(accepted.keySet());
            all.addAll(present);
            return all;
        }

        /** Why one is refused or waits; null if it does not. */
        @Nullable
        Problem problem(ConfigurationId id) {
            Problem problem = refused.get(id);
            return problem == null ? waiting.get(id) : problem;
        }
    }

    public Acceptance(
            EngineStore store,
            EtcFolder etc,
            Connectors connectors,
            EntityTypes types,
            SecretFiles secrets,
            InstantSource clock,
            Faults faults,
            BiConsumer<String, String> refusals) {
        this.refusals = refusals;
        this.faults = faults;
        this.store = store;
        this.etc = etc;
        this.connectors = connectors;
        this.types = types;
        this.clock = clock;
        this.judge = new Judge(connectors, types, secrets, etc, clock);
    }

    /**
     * Looks at the files and accepts what is right.
     *
     * @return what is in effect
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the history cannot be read or written now
     */
    public synchronized Configured look() {
        load();
        Instant now = clock.instant();
        SortedMap<ConfigurationId, byte[]> files = etc.read(now);
        SortedMap<ConfigurationId, String> fresh = new TreeMap<>();
        SortedMap<ConfigurationId, Problem> refused = new TreeMap<>();
        SortedMap<ConfigurationId, Problem> waiting = new TreeMap<>();
        byIntegration(files).forEach((integration, its) -> {
            Verdict verdict = judge(integration, its);
            fresh.putAll(verdict.accepted());
            refused.putAll(verdict.refused());
            waiting.putAll(verdict.waiting());
        });
        accept(fresh, now);
        Standing found = new Standing(new TreeMap<>(accepted), new TreeSet<>(files.keySet()), refused, waiting);
        standing = found;
        tell(refused, waiting);
        return configured(found);
    }

    /** Whether a file has to be looked at once more shortly. */
    public synchronized boolean isChanging() {
        return etc.isChanging();
    }

    /** How everything stood at the last look; looks if there was none yet. */
    Standing standing() {
        Standing last = standing;
        if (last == null) {
            look();
            last = Objects.requireNonNull(standing);
        }
        return last;
    }

    /** What would become of a file if it held this text; nothing is changed. */
    synchronized Verdict tryOut(ConfigurationId id, byte[] bytes) {
        load();
        SortedMap<ConfigurationId, byte[]> files = new TreeMap<>();
        etc.read(clock.instant()).forEach((other, content) -> {
            if (other.integration().equals(id.integration())) {
                files.put(other, content);
            }
        });
        files.put(id, bytes);
        Verdict verdict = judge.judge(id.integration(), files, contents());
        // The look that follows when the file is written comes to the same.
        Instant until = verdict.isFinal() ? Instant.MAX : clock.instant().plusSeconds(1);
        judged.put(id.integration(), new Judged(fingerprint(id.integration(), files), verdict, until));
        return verdict;
    }

    /** The next version with this content comes from somebody who is known. */
    synchronized void announce(ConfigurationId id, String content, Author author) {
        announced.put(id, new Announced(Hash.of(content), author));
    }

    /** What was announced is not written. */
    synchronized void takeBack(ConfigurationId id) {
        announced.remove(id);
    }

    /** A file was written by ourselves, whole. */
    synchronized void wrote(ConfigurationId id, String text) {
        etc.wrote(id, text);
    }

    private void load() {
        if (!loaded) {
            List<ConfigurationVersion> newest =
                    store.read(tx -> tx.configurations().newest());
            newest.forEach(version -> ConfigurationId.ofPid(version.pid()).ifPresent(id -> accepted.put(id, version)));
            loaded = true;
        }
    }

    private static SortedMap<String, SortedMap<ConfigurationId, byte[]>> byIntegration(
            SortedMap<ConfigurationId, byte[]> files) {
        SortedMap<String, SortedMap<ConfigurationId, byte[]>> byName = new TreeMap<>();
        files.forEach((id, bytes) ->
                byName.computeIfAbsent(id.integration(), any -> new TreeMap<>()).put(id, bytes));
        return byName;
    }

    /** Judging may open a connection: the same files are judged once, unless something passes by itself. */
    private Verdict judge(String integration, SortedMap<ConfigurationId, byte[]> files) {
        String fingerprint = fingerprint(integration, files);
        Judged before = judged.get(integration);
        if (before != null
                && before.fingerprint().equals(fingerprint)
                && clock.instant().isBefore(before.until())) {
            judged.put(integration, new Judged(fingerprint, rest(before.verdict()), before.until()));
            return before.verdict();
        }
        Verdict verdict = judge.judge(integration, files, contents());
        judged.put(integration, remembered(fingerprint, verdict));
        return verdict;
    }

    /** What it accepted is done; the rest holds until something changes, unless it passes by itself. */
    private Judged remembered(String fingerprint, Verdict verdict) {
        Verdict rest = rest(verdict);
        Instant until = rest.isFinal()
                ? Instant.MAX
                : rest.asksASystem() ? clock.instant().plus(ASKED_AGAIN) : Instant.MIN;
        return new Judged(fingerprint, rest, until);
    }

    private static Verdict rest(Verdict verdict) {
        Verdict rest = new Verdict();
        verdict.refused().forEach(rest::refuse);
        verdict.waiting().forEach(rest::await);
        return rest;
    }

    private String fingerprint(String integration, SortedMap<ConfigurationId, byte[]> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((id, bytes) -> {
            text.append(id.pid()).append(' ').append(Hash.of(bytes)).append('\n');
            List<ConnectorFactory> builds = id.kind() == ConfigurationKind.CONNECTION
                    ? connectors.judges(integration, id.connector())
                    : List.of();
            for (ConnectorFactory build : builds) {
                text.append(System.identityHashCode(build))
                        .append(connectors.providersFor(build).keySet());
            }
        });
        accepted.forEach((id, version) -> {
            if (id.integration().equals(integration)) {
                text.append(id.pid()).append(' ').append(version.version()).append('\n');
            }
        });
        return text.append(types.all().hashCode()).toString();
    }

    private Map<ConfigurationId, String> contents() {
        Map<ConfigurationId, String> contents = new TreeMap<>();
        accepted.forEach((id, version) -> contents.put(id, version.content()));
        return contents;
    }

    private void accept(SortedMap<ConfigurationId, String> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return;
        }
        List<ConfigurationVersion> versions = new ArrayList<>();
        fresh.forEach((id, content) -> {
            ConfigurationVersion before = accepted.get(id);
            Author author = author(id, content);
            versions.add(new ConfigurationVersion(
                    id.pid(),
                    before == null ? 1 : before.version() + 1,
                    now,
                    author.source(),
                    author.actor(),
                    content,
                    Hash.of(content)));
        });
        store.write(tx -> {
            versions.forEach(tx.configurations()::add);
            return versions.size();
        });
        faults.hit(Failpoint.CONFIGURATION_AFTER_ACCEPT);
        versions.forEach(version -> {
            ConfigurationId id = ConfigurationId.ofPid(version.pid()).orElseThrow();
            accepted.put(id, version);
            announced.remove(id);
            log.info(
                    "Configuration {}: version {} accepted, from {} {}",
                    id.file(),
                    version.version(),
                    version.source().name().toLowerCase(java.util.Locale.ROOT),
                    version.actor());
        });
    }

    private Author author(ConfigurationId id, String content) {
        Announced known = announced.get(id);
        if (known != null && known.hash().equals(Hash.of(content))) {
            return known.author();
        }
        try {
            return new Author(Source.FILE, Files.getOwner(etc.file(id)).getName());
        } catch (IOException | UnsupportedOperationException e) {
            return new Author(Source.FILE, "");
        }
    }

    private void tell(Map<ConfigurationId, Problem> refused, Map<ConfigurationId, Problem> waiting) {
        told.keySet().removeIf(id -> !refused.containsKey(id) && !waiting.containsKey(id));
        refused.forEach((id, problem) -> {
            if (!problem.text().equals(told.put(id, problem.text()))) {
                ConfigurationVersion goesOn = accepted.get(id);
                log.warn(
                        "Configuration {} is refused; {}. {}",
                        id.file(),
                        goesOn == null ? "there is none in effect" : "version " + goesOn.version() + " goes on",
                        problem.text());
                refusals.accept(id.integration(), problem.text());
            }
        });
        waiting.forEach((id, problem) -> {
            if (!problem.text().equals(told.put(id, problem.text()))) {
                log.info("Configuration {} waits. {}", id.file(), problem.text());
            }
        });
    }

    private Configured configured(Standing now) {
        SortedMap<String, Connection> connections = new TreeMap<>();
        SortedMap<String, Map<String, Object>> mappings = new TreeMap<>();
        SortedMap<String, String> documents = new TreeMap<>();
        SortedMap<String, Unusable> unusable = new TreeMap<>();
        Set<ConfigurationId> inEffect = new HashSet<>(now.present());
        inEffect.retainAll(now.accepted().keySet());
        for (ConfigurationId id : inEffect) {
            switch (id.kind()) {
                case CONNECTION -> connections.put(id.scope(), new Connection(id.connector(), values(id)));
                case MAPPING -> {
                    if (inEffect.contains(ConfigurationId.fields(id.scope()))) {
                        mappings.put(id.scope(), values(id));
                    }
                }
                case FIELDS ->
                    documents.put(
                            id.scope(),
                            Objects.requireNonNull(now.accepted().get(id)).content());
            }
        }
        for (ConfigurationId id : now.present()) {
            Problem problem = now.problem(id);
            if (id.kind() == ConfigurationKind.CONNECTION && problem != null && !connections.containsKey(id.scope())) {
                unusable.putIfAbsent(
                        id.scope(), Refusals.unusable(id, problem, now.refused().containsKey(id)));
            }
        }
        return new Configured(connections, mappings, documents, unusable);
    }

    private Map<String, Object> values(ConfigurationId id) {
        ConfigurationVersion version = Objects.requireNonNull(accepted.get(id));
        return Collections.unmodifiableMap(new TreeMap<String, Object>(
                CfgFile.parse(id.file(), version.content()).values()));
    }
}
