/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.sync.ConnectorUse.Stay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static java.util.Objects.requireNonNull;

/** A framework of paper: which bundle has which bytes, and everything that was done to it. */
final class FakeHost implements BundleHost {
    final List<String> calls = new ArrayList<>();
    /** Hashes of jars that do not start. */
    final Set<String> broken = new HashSet<>();

    /** Hashes of jars that integrations are bound to. */
    final Set<String> bound = new HashSet<>();
    /** By hash: what was said last of the future of a bundle. */
    final Map<String, Stay> stays = new HashMap<>();

    private final Map<Long, Hosted> bundles = new TreeMap<>();
    private final Map<Long, Jar> bytes = new HashMap<>();
    private long next = 1;

    /** The names and values of all bundles that run. */
    List<String> running() {
        return bundles.keySet().stream()
                .map(id -> requireNonNull(bytes.get(id)).key().toString())
                .toList();
    }

    String hashOf(String key) {
        return bytes.entrySet().stream()
                .filter(entry -> bundles.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue().key().toString().equals(key))
                .findFirst()
                .orElseThrow()
                .getValue()
                .sha256();
    }

    /** What a start with a cleaned cache finds. */
    void clean() {
        bundles.clear();
    }

    @Override
    public List<Hosted> hosted() {
        return List.copyOf(bundles.values());
    }

    @Override
    public Hosted install(Jar jar) throws Refusal {
        calls.add("install " + jar.key());
        requireWhole(jar);
        return put(new Hosted(next, "bascule-deploy:" + jar.sha256(), next++), jar);
    }

    @Override
    public boolean isBound(Hosted bundle, Stay stay) {
        String hash = requireNonNull(bytes.get(bundle.id())).sha256();
        stays.put(hash, stay);
        return bound.contains(hash);
    }

    @Override
    public void start(Hosted bundle) {
        calls.add("start " + keyOf(bundle));
    }

    @Override
    public void uninstall(Hosted bundle) {
        calls.add("uninstall " + keyOf(bundle));
        bundles.remove(bundle.id());
    }

    private BundleKey keyOf(Hosted bundle) {
        return requireNonNull(bytes.get(bundle.id())).key();
    }

    private Hosted put(Hosted bundle, Jar jar) {
        bundles.put(bundle.id(), bundle);
        bytes.put(bundle.id(), jar);
        return bundle;
    }

    private void requireWhole(Jar jar) throws Refusal {
        if (broken.contains(jar.sha256())) {
            throw Refusal.because("it cannot be started", "that it starts", "a fault", "Mend it.");
        }
    }
}
