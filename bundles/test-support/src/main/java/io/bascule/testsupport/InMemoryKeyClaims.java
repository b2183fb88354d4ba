/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.KeyClaims;
import io.bascule.api.model.MatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Claims by key, with an index by link. */
final class InMemoryKeyClaims implements KeyClaims {
    private final UndoLog undo;
    private final UndoableMap<TextKey, String> holders;
    private final UndoableMap<String, List<TextKey>> byLink;

    InMemoryKeyClaims(UndoLog undo) {
        this.undo = undo;
        holders = new UndoableMap<>(undo);
        byLink = new UndoableMap<>(undo);
    }

    @Override
    public Optional<String> holder(String integration, String type, MatchKey key) {
        return Optional.ofNullable(holders.get(row(integration, type, key)));
    }

    @Override
    public void claim(String integration, String type, SortedSet<MatchKey> keys, String linkId) {
        List<TextKey> before = byLink.get(linkId);
        List<TextKey> held = new ArrayList<>(before == null ? List.of() : before);
        for (MatchKey key : keys) {
            TextKey row = row(integration, type, key);
            String holder = holders.get(row);
            if (holder == null) {
                holders.put(row, linkId);
                held.add(row);
            } else if (!holder.equals(linkId)) {
                throw undo.stale("claim of " + type + " " + key.name() + " on " + integration);
            }
        }
        byLink.put(linkId, held);
    }

    @Override
    public SortedSet<MatchKey> heldBy(String linkId) {
        SortedSet<MatchKey> keys = new TreeSet<>();
        List<TextKey> held = byLink.get(linkId);
        if (held != null) {
            held.forEach(row -> keys.add(new MatchKey(row.third(), row.fourth())));
        }
        return keys;
    }

    @Override
    public void release(String linkId) {
        List<TextKey> held = byLink.get(linkId);
        if (held != null) {
            held.forEach(holders::remove);
            byLink.remove(linkId);
        }
    }

    private static TextKey row(String integration, String type, MatchKey key) {
        return new TextKey(integration, type, key.name(), key.value());
    }
}
