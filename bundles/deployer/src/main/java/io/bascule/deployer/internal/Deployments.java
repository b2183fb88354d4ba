/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.sync.ConnectorUse.Stay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which file stands behind which bundle. A bundle never changes its bytes: what comes in their place is a bundle of its own beside
 * it, and the one before goes when nothing is bound to it any more. Of files with the same symbolic name and version the one that
 * came last is wanted; when it goes, the one before is again.
 */
final class Deployments {
    /** How long a bundle whose file was taken away waits for those who are bound to it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BundleHost host;
    private final Map<String, Jar> files = new LinkedHashMap<>();

    /** By the hash of the bytes. */
    private final Map<String, Running> running = new LinkedHashMap<>();

    /** Since when bundles leave, by the hash of their bytes. */
    private final Map<String, Instant> leaving = new LinkedHashMap<>();

    /**
     * A bundle and the bytes it has.
     *
     * @param file the file that it came from
     */
    record Running(String file, Jar jar, BundleHost.Hosted bundle) {}

    /** What became of a jar. */
    enum Outcome {
        /** The file's bytes are the ones deployed already. */
        UNCHANGED,
        /** A bundle with the same bytes was there. */
        SHARED,
        /** A new bundle runs. */
        INSTALLED,
        /** A new bundle runs, which takes the place of another one. */
        UPDATED
    }

    Deployments(BundleHost host) {
        this.host = host;
    }

    /**
     * Makes a jar the one that a file stands for.
     *
     * @throws Refusal if it cannot run; all is as before then
     */
    Outcome deploy(String file, Jar jar) throws Refusal {
        Jar before = files.get(file);
        if (before != null && before.sha256().equals(jar.sha256())) {
            return Outcome.UNCHANGED;
        }
        Running same = running.get(jar.sha256());
        boolean sameFile =
                before != null && before.key().name().equals(jar.key().name());
        boolean replaces = sameFile || wanted().containsKey(jar.key());
        if (same == null) {
            running.put(jar.sha256(), new Running(file, jar, host.install(jar)));
        }
        own(file, jar);
        if (same != null) {
            host.isBound(same.bundle(), Stay.WANTED);
            return Outcome.SHARED;
        }
        return replaces ? Outcome.UPDATED : Outcome.INSTALLED;
    }

    /**
     * Takes over a bundle that an earlier run of the deployer left installed.
     *
     * @param bundle the bundle as it is now
     * @param intact whether it still has the jar's bytes
     */
    void adopt(String file, Jar jar, BundleHost.Hosted bundle, boolean intact) throws Refusal {
        BundleHost.Hosted adopted = bundle;
        if (intact) {
            host.start(bundle);
        } else {
            host.uninstall(bundle);
            adopted = host.install(jar);
        }
        running.put(jar.sha256(), new Running(file, jar, adopted));
    }

    /** Brings back what another jar has replaced, for those who are bound to it. */
    void standBy(String file, Jar jar) throws Refusal {
        running.put(jar.sha256(), new Running(file, jar, host.install(jar)));
    }

    /** Makes a file stand for a jar whose bundle was adopted. */
    void own(String file, Jar jar) {
        files.remove(file);
        files.put(file, jar);
    }

    /**
     * Forgets a file; its bundle goes unless another file stands for it.
     *
     * @return what the file stood for; null for nothing
     * @throws Refusal if the bytes of another file, which are wanted again now, do not run any more
     */
    @Nullable
    Jar remove(String file) throws Refusal {
        Jar removed = files.remove(file);
        if (removed != null) {
            for (Jar jar : wanted().values()) {
                if (!running.containsKey(jar.sha256())) {
                    running.put(jar.sha256(), new Running(fileOf(jar), jar, host.install(jar)));
                }
            }
        }
        return removed;
    }

    private String fileOf(Jar jar) {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().equals(jar))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Lets go of the bundles that no file stands for and nothing is bound to any more.
     *
     * @return those that went
     */
    List<Jar> letGo(Instant now) {
        List<Jar> gone = new ArrayList<>();
        Map<BundleKey, Jar> wanted = wanted();
        for (Running entry : List.copyOf(running.values())) {
            if (wanted.containsValue(entry.jar())) {
                leaving.remove(entry.jar().sha256());
                continue;
            }
            boolean replaced = wanted.keySet().stream()
                    .anyMatch(key -> key.name().equals(entry.jar().key().name()));
            boolean bound = host.isBound(entry.bundle(), replaced ? Stay.REPLACED : Stay.LEAVING);
            Instant since = leaving.computeIfAbsent(entry.jar().sha256(), any -> now);
            if (replaced) {
                leaving.put(entry.jar().sha256(), now);
            }
            if (!bound || (!replaced && !now.isBefore(since.plus(PATIENCE)))) {
                running.remove(entry.jar().sha256());
                leaving.remove(entry.jar().sha256());
                host.uninstall(entry.bundle());
                gone.add(entry.jar());
            }
        }
        return gone;
    }

    /** Uninstalls what an earlier run left and nothing stands for. */
    void dropOrphans() {
        for (BundleHost.Hosted bundle : host.hosted()) {
            if (running.values().stream().noneMatch(entry -> entry.bundle().id() == bundle.id())) {
                host.uninstall(bundle);
            }
        }
    }

    /** What each file stands for, the file that came last at the end. */
    Map<String, Jar> files() {
        return new LinkedHashMap<>(files);
    }

    /** The bundles that run, by the hash of their bytes, in the order in which they came. */
    Map<String, Running> running() {
        return new LinkedHashMap<>(running);
    }

    /** The jars that are wanted: of each name and version the one whose file came last. */
    Map<BundleKey, Jar> wanted() {
        Map<BundleKey, Jar> wanted = new LinkedHashMap<>();
        files.values().forEach(jar -> {
            wanted.remove(jar.key());
            wanted.put(jar.key(), jar);
        });
        return wanted;
    }

    /** The versions of the same bundle that are wanted beside this one. */
    List<BundleKey> besides(BundleKey key) {
        return wanted().keySet().stream()
                .filter(other -> other.name().equals(key.name()) && !other.equals(key))
                .toList();
    }

    /** The hashes of all bytes that are still needed. */
    Set<String> hashes() {
        Set<String> needed = new HashSet<>(running.keySet());
        files.values().forEach(jar -> needed.add(jar.sha256()));
        return needed;
    }
}
