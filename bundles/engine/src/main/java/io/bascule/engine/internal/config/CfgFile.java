/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The text of a {@code .cfg} file, which has the format of {@link Properties}, with its lines: where each key stands, so that
 * errors name it, and what stands around the keys, so that a change leaves comments and order as they are. Stricter than
 * {@link Properties}: a key stands once, and has a separator after it. Immutable.
 */
final class CfgFile {
    private static final Pattern LINE_END = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");

    private final List<Entry> entries;
    private final SortedMap<String, String> values = new TreeMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * A logical line.
     *
     * @param number of its first line, from 1
     * @param text with its line ends, but for the last
     * @param key null for a comment or blank line
     */
    private record Entry(
            int number,
            String text,
            @org.jspecify.annotations.Nullable String key) {}

    private CfgFile(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a text.
     *
     * @param where the file, for errors
     * @throws BasculeException with {@code SETTING_INVALID} naming every line that is wrong
     */
    static CfgFile parse(String where, String text) {
        List<Entry> entries = new ArrayList<>();
        CfgFile file = new CfgFile(entries);
        List<String> errors = new ArrayList<>();
        for (Map.Entry<Integer, String> logical : logicalLines(text).entrySet()) {
            int number = logical.getKey();
            String key = null;
            try {
                Properties one = new Properties();
                one.load(new StringReader(logical.getValue()));
                for (String found : one.stringPropertyNames()) {
                    key = found;
                    file.add(number, found, one.getProperty(found), logical.getValue(), errors);
                }
            } catch (IllegalArgumentException e) {
                errors.add("line " + number + ": a \\u is not followed by four hexadecimal digits");
            } catch (IOException e) {
                throw new UncheckedIOException("Reading from memory failed", e);
            }
            entries.add(new Entry(number, logical.getValue(), key));
        }
        if (!errors.isEmpty()) {
            throw new BasculeException(new Problem(
                    ErrorCode.SETTING_INVALID,
                    "A configuration file is wrong",
                    where,
                    "lines such as lanes = 4, each key once, in UTF-8",
                    String.join("; ", errors),
                    "Mend the lines named; what ran before goes on meanwhile."));
        }
        return file;
    }

    private void add(int number, String key, String value, String line, List<String> errors) {
        Integer before = lines.putIfAbsent(key, number);
        if (before != null) {
            errors.add("line " + number + ": " + key + " stands in line " + before + " already");
        } else if (!hasSeparator(line)) {
            errors.add("line " + number + ": no = after the key");
        } else if (value.contains("${") || value.contains("$[")) {
            errors.add("line " + number + ": " + key + " has a " + (value.contains("${") ? "${" : "$[")
                    + ", which nothing fills in here");
        } else if (value.chars().anyMatch(CfgFile::isControl) || key.chars().anyMatch(CfgFile::isControl)) {
            errors.add("line " + number + ": control characters");
        } else {
            values.put(key, value);
        }
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r';
    }

    /** A key without = or : is most often half a line. */
    private static boolean hasSeparator(String line) {
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '\\') {
                i++;
            } else if (character == '=' || character == ':') {
                return true;
            }
        }
        return false;
    }

    /** By the number of the first line; a backslash at its end joins a line with the next. */
    private static SortedMap<Integer, String> logicalLines(String text) {
        SortedMap<Integer, String> logical = new TreeMap<>();
        StringBuilder open = new StringBuilder();
        int number = 0;
        int start = 1;
        for (String line : LINE_END.split(text, -1)) {
            number++;
            if (open.isEmpty()) {
                start = number;
            }
            open.append(line);
            if (!continues(open)) {
                logical.put(start, open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            logical.put(start, open.toString());
        }
        return logical;
    }

    private static boolean continues(CharSequence line) {
        String text = line.toString();
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (text.isBlank() || isComment(text)) {
            return false;
        }
        int backslashes = 0;
        for (int i = end - 1; i >= 0 && text.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static boolean isComment(String line) {
        String stripped = line.stripLeading();
        return stripped.startsWith("#") || stripped.startsWith("!");
    }

    /** The values by key. */
    SortedMap<String, String> values() {
        return new TreeMap<>(values);
    }

    /** In which line a key stands, as {@code "line 3, "}; empty if it does not. */
    String place(String key) {
        Integer line = lines.get(key);
        return line == null ? "" : "line " + line + ", ";
    }

    /** The text with other values: comments, order and values that stay the same are left as they are. */
    String with(Map<String, String> wanted) {
        StringBuilder text = new StringBuilder();
        Map<String, String> rest = new TreeMap<>(wanted);
        for (Entry entry : entries) {
            String key = entry.key();
            String value = key == null ? null : rest.remove(key);
            if (key == null || (value != null && value.equals(values.get(key)))) {
                text.append(entry.text());
            } else if (value != null) {
                text.append(line(key, value));
            }
        }
        if (!rest.isEmpty() && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        rest.forEach((key, value) -> text.append(line(key, value)));
        return text.toString();
    }

    /** Values as the content of a version: one line each, in the order of their keys. */
    static String content(Map<String, String> values) {
        StringBuilder content = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> content.append(line(key, value)));
        return content.toString();
    }

    private static String line(String key, String value) {
        return escaped(key, true) + " = " + escaped(value, false) + "\n";
    }

    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
                case '=', ':', '#', '!' -> escaped.append(key ? "\\" : "").append(character);
                default -> escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
