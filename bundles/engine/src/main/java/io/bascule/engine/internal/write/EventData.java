/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.model.CatalogRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of events as JSON text; the form is described in {@code docs/kafka.md}. */
public final class EventData {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private EventData() {}

    /** The data of a committed version; a tombstone shows no values. */
    static String of(CatalogRecord record) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("type", record.type());
        data.put("id", record.id());
        data.put("version", record.version());
        data.put("origin", record.origin());
        data.put("actor", record.actor());
        data.put("cause", record.cause());
        data.put("created", record.created().toString());
        data.put("updated", record.updated().toString());
        if (record.deleted()) {
            data.put("mergedInto", record.mergedInto());
        } else {
            data.put("fields", record.fields().toPlain());
        }
        return text(data);
    }

    /** Any data as JSON text. */
    public static String text(Map<String, ? extends @Nullable Object> data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain values cannot fail to be written", e);
        }
    }
}
