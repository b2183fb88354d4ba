/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.error.BasculeException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file, read for what it says.
 *
 * @param id which configuration it is
 * @param where the file, for errors
 * @param content what a version of it holds: its values in order, or the text of a document
 * @param file its keys and lines; null for a document
 */
record Part(
        ConfigurationId id,
        String where,
        String content,
        @Nullable CfgFile file) {
    /**
     * Reads a text.
     *
     * @throws BasculeException with {@code SETTING_INVALID} if it is not in the format of such a file
     */
    static Part of(ConfigurationId id, String where, String text) {
        if (id.kind() == ConfigurationKind.FIELDS) {
            return new Part(id, where, text, null);
        }
        CfgFile file = CfgFile.parse(where, text);
        return new Part(id, where, CfgFile.content(file.values()), file);
    }

    /** Its values; none of a document. */
    SortedMap<String, String> values() {
        return file == null ? new TreeMap<>() : file.values();
    }

    /** In which line a key stands, as {@code "line 3, "}, or an empty text. */
    String place(String key) {
        return file == null ? "" : file.place(key);
    }
}
