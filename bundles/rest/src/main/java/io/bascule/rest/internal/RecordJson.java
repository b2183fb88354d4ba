/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.model.CatalogRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records and what belongs to them, as plain objects for JSON. */
final class RecordJson {
    private RecordJson() {}

    static Map<String, Object> of(CatalogRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", record.type());
        json.put("id", record.id());
        json.put("version", record.version());
        json.put("fields", record.fields().toPlain());
        json.put("created", record.created().toString());
        json.put("updated", record.updated().toString());
        json.put("origin", record.origin());
        json.put("actor", record.actor());
        return json;
    }

    /** A change leaves out the side on which the value was absent; null is a value that is known to be empty. */
    static Map<String, Object> of(HistoryEntry entry) {
        Map<String, Object> changes = new LinkedHashMap<>();
        entry.changes().forEach((path, change) -> {
            Map<String, @Nullable Object> sides = new LinkedHashMap<>();
            if (change.before() != null) {
                sides.put("before", change.before().toPlain());
            }
            if (change.after() != null) {
                sides.put("after", change.after().toPlain());
            }
            changes.put(path, sides);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", entry.version());
        json.put("at", entry.at().toString());
        json.put("origin", entry.origin());
        json.put("actor", entry.actor());
        json.put("cause", entry.cause());
        json.put("changes", changes);
        json.put("deleted", entry.deleted());
        return json;
    }

    static Map<String, @Nullable Object> of(Link link) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", link.id());
        json.put("integration", link.integration());
        json.put("externalId", link.externalId());
        json.put("state", word(link.state()));
        json.put("recordVersion", link.recordVersion());
        json.put("externalVersion", link.externalVersion());
        json.put("effectAt", text(link.effectAt()));
        json.put("created", link.created().toString());
        json.put("updated", link.updated().toString());
        return json;
    }

    /** A constant as it is written outside Java, for example {@code "backing-off"}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
