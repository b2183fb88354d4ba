/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.KeyClaims;
import io.bascule.api.model.MatchKey;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Table bascule_key_claim. */
final class JdbcKeyClaims implements KeyClaims {
    private final Session session;

    JdbcKeyClaims(Session session) {
        this.session = session;
    }

    @Override
    public Optional<String> holder(String integration, String type, MatchKey key) {
        return session.find(
                "select link_id from bascule_key_claim"
                        + " where integration = ? and type_name = ? and key_name = ? and key_text = ?",
                row -> row.text("link_id"),
                integration,
                type,
                key.name(),
                key.value());
    }

    @Override
    public void claim(String integration, String type, SortedSet<MatchKey> keys, String linkId) {
        for (MatchKey key : keys) {
            Optional<String> holder = holder(integration, type, key);
            if (holder.isEmpty()) {
                session.update(
                        "claim of " + type + " " + key.name() + " on " + integration,
                        "insert into bascule_key_claim (integration, type_name, key_name, key_text, link_id)"
                                + " values (?, ?, ?, ?, ?)",
                        integration,
                        type,
                        key.name(),
                        key.value(),
                        linkId);
            } else if (!holder.get().equals(linkId)) {
                throw session.stale("claim of " + type + " " + key.name() + " on " + integration);
            }
        }
    }

    @Override
    public SortedSet<MatchKey> heldBy(String linkId) {
        return new TreeSet<>(session.list(
                "select key_name, key_text from bascule_key_claim where link_id = ?",
                row -> new MatchKey(row.text("key_name"), row.text("key_text")),
                linkId));
    }

    @Override
    public void release(String linkId) {
        session.update("claims of link " + linkId, "delete from bascule_key_claim where link_id = ?", linkId);
    }
}
