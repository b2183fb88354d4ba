/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which file stands behind which bundle. Bundles of the same symbolic name and version are one bundle, and the file that came
 * last gives it its bytes; when that file goes, the one before it does again.
 */
final class Deployments {
    private final BundleHost host;
    private final Map<String, Jar> files = new LinkedHashMap<>();
    private final Map<BundleKey, Running> running = new LinkedHashMap<>();

    /** A bundle and the bytes it has. */
    record Running(Jar jar, BundleHost.Hosted bundle) {}

    /** What became of a jar. */
    enum Outcome {
        /** The file's bytes are the ones deployed already. */
        UNCHANGED,
        /** Another file brought the same bytes before. */
        SHARED,
        /** A new bundle runs. */
        INSTALLED,
        /** A bundle that was there has these bytes now. */
        UPDATED
    }

    Deployments(BundleHost host) {
        this.host = host;
    }

    /**
     * Makes a jar the one that a file stands for.
     *
     * @throws Refusal if it cannot run; all is as before then, and what could not be put back is a suppressed refusal
     */
    Outcome deploy(String file, Jar jar) throws Refusal {
        Jar before = files.get(file);
        if (before != null && before.sha256().equals(jar.sha256())) {
            return Outcome.UNCHANGED;
        }
        Running same = running.get(jar.key());
        Running own = before == null ? null : running.get(before.key());
        Outcome outcome;
        if (same != null && same.jar().sha256().equals(jar.sha256())) {
            outcome = Outcome.SHARED;
        } else if (same != null) {
            replace(same, jar);
            outcome = Outcome.UPDATED;
        } else if (own != null
                && own.jar().key().name().equals(jar.key().name())
                && owners(own.jar().key()).equals(Set.of(file))) {
            replace(own, jar);
            outcome = Outcome.UPDATED;
        } else {
            running.put(jar.key(), new Running(jar, host.install(jar)));
            outcome = Outcome.INSTALLED;
        }
        own(file, jar);
        if (before != null) {
            settle(before.key());
        }
        return outcome;
    }

    /**
     * Takes over a bundle that an earlier run of the deployer left installed.
     *
     * @param bundle the bundle as it is now
     * @param intact whether it still has the jar's bytes
     */
    void adopt(String file, Jar jar, BundleHost.Hosted bundle, boolean intact) throws Refusal {
        if (intact) {
            host.start(bundle);
        }
        running.put(jar.key(), new Running(jar, intact ? bundle : host.update(bundle, jar)));
        own(file, jar);
    }

    /**
     * Forgets a file; its bundle is uninstalled unless another file stands for it.
     *
     * @return what the file stood for; null for nothing
     * @throws Refusal if the bytes of another file, which are wanted again now, do not run any more
     */
    @Nullable
    Jar remove(String file) throws Refusal {
        Jar removed = files.remove(file);
        if (removed != null) {
            settle(removed.key());
        }
        return removed;
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

    /** The bundle of a key. */
    Optional<Running> running(BundleKey key) {
        return Optional.ofNullable(running.get(key));
    }

    /** The versions of the same bundle that run beside this one. */
    List<BundleKey> besides(BundleKey key) {
        return running.keySet().stream()
                .filter(other -> other.name().equals(key.name()) && !other.equals(key))
                .toList();
    }

    /** The files that stand for a key, the one that came last at the end. */
    Set<String> owners(BundleKey key) {
        Set<String> owners = new LinkedHashSet<>();
        files.forEach((file, jar) -> {
            if (jar.key().equals(key)) {
                owners.add(file);
            }
        });
        return owners;
    }

    /** The hashes of all bytes that are still wanted. */
    Set<String> hashes() {
        Map<String, Jar> wanted = new TreeMap<>();
        files.values().forEach(jar -> wanted.put(jar.sha256(), jar));
        running.values().forEach(entry -> wanted.put(entry.jar().sha256(), entry.jar()));
        return wanted.keySet();
    }

    private void own(String file, Jar jar) {
        files.remove(file);
        files.put(file, jar);
    }

    private void settle(BundleKey key) throws Refusal {
        Running entry = running.get(key);
        if (entry == null) {
            return;
        }
        Jar wanted = null;
        for (String owner : owners(key)) {
            wanted = files.get(owner);
        }
        if (wanted == null) {
            running.remove(key);
            host.uninstall(entry.bundle());
        } else if (!wanted.sha256().equals(entry.jar().sha256())) {
            replace(entry, wanted);
        }
    }

    private void replace(Running entry, Jar jar) throws Refusal {
        BundleHost.Hosted updated;
        try {
            updated = host.update(entry.bundle(), jar);
        } catch (Refusal refusal) {
            putBack(entry, refusal);
            throw refusal;
        }
        running.remove(entry.jar().key());
        running.put(jar.key(), new Running(jar, updated));
    }

    private void putBack(Running entry, Refusal refusal) {
        BundleKey key = entry.jar().key();
        try {
            running.put(key, new Running(entry.jar(), host.update(entry.bundle(), entry.jar())));
        } catch (Refusal worse) {
            // Nothing is left that could run; whoever copies the old jar again gets a new bundle.
            refusal.addSuppressed(worse);
            running.remove(key);
            owners(key).forEach(files::remove);
            host.uninstall(entry.bundle());
        }
    }
}
