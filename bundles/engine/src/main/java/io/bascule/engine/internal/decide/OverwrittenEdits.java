/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.connector.Change.Replaced;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which edits an update of ours replaced without anybody having read them: the values that its change replaced, held against
 * those that were read just before it was sent. Every mapped field counts, sent or not: a system that replaces an address as a
 * whole puts back a street that we only repeated. Total and pure.
 */
public final class OverwrittenEdits {
    private OverwrittenEdits() {}

    /**
     * An edit that was overwritten; all values in the catalog's form.
     *
     * @param path the catalog path
     * @param read the value that we had read before the write
     * @param kept the value that our write left
     * @param lost the value that it replaced
     */
    public record OverwrittenEdit(String path, Value read, Value kept, Value lost) {}

    /** Whether a change is what an update made: by its key, or where the stream tells no keys by the values that it set. */
    public static boolean isOurs(Mapping mapping, SentUpdate update, Replaced change) {
        String key = change.key();
        if (key != null) {
            return key.equals(update.key());
        }
        boolean touched = false;
        for (FieldMapping field : mapping.fields()) {
            Value sent = update.sent().get(field.catalog().toString());
            if (sent != null) {
                Value after = field.externalValueBelowNull(change.after());
                if (after == null
                        || !field.sameExternally(after, field.conversion().toExternal(sent))) {
                    return false;
                }
                touched |= field.externalValueBelowNull(change.before()) != null;
            }
        }
        return touched;
    }

    /**
     * What an update replaced.
     *
     * @param update the update that made the change
     * @param all every update of this object that is remembered: what one of them wrote is nobody else's edit
     */
    public static List<OverwrittenEdit> of(Mapping mapping, SentUpdate update, Replaced change, List<SentUpdate> all) {
        List<OverwrittenEdit> lost = new ArrayList<>();
        for (FieldMapping field : mapping.fields()) {
            Value replaced = field.externalValueBelowNull(change.before());
            Value read = update.read().get(field.external().toString());
            if (replaced == null || read == null || field.sameExternally(replaced, read)) {
                continue;
            }
            Value after = field.externalValueBelowNull(change.after());
            boolean kept = after != null && field.sameExternally(after, replaced);
            if (!kept && all.stream().noneMatch(other -> wrote(field, other, replaced))) {
                Value sent = update.sent().get(field.catalog().toString());
                lost.add(new OverwrittenEdit(
                        field.catalog().toString(),
                        field.conversion().toCatalog(read),
                        sent != null ? sent : field.conversion().toCatalog(after != null ? after : read),
                        field.conversion().toCatalog(replaced)));
            }
        }
        return List.copyOf(lost);
    }

    private static boolean wrote(FieldMapping field, SentUpdate update, Value value) {
        Value sent = update.sent().get(field.catalog().toString());
        return sent != null && field.sameExternally(field.conversion().toExternal(sent), value);
    }

    /** The values of all mapped fields of an object, by external path; what it does not show is absent. */
    public static SortedMap<String, Value> read(Mapping mapping, Fields object) {
        SortedMap<String, Value> read = new TreeMap<>();
        for (FieldMapping field : mapping.fields()) {
            Value value = field.externalValueBelowNull(object);
            if (value != null) {
                read.put(field.external().toString(), value);
            }
        }
        return read;
    }
}
