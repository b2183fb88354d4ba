/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a type document, which knows how to complain about itself: with the file and the JSON pointer (RFC 6901). */
final class DocumentNode {
    private final String file;
    private final String pointer;
    private final JsonNode node;

    DocumentNode(String file, String pointer, JsonNode node) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
    }

    /** Refuses everything but an object with no other than these members. */
    DocumentNode onlyMembers(List<String> known) {
        if (!node.isObject()) {
            throw invalid("an object", kind());
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw invalid("only " + String.join(", ", known), "\"" + name + "\"");
            }
        }
        return this;
    }

    boolean has(String name) {
        return node.has(name);
    }

    DocumentNode member(String name) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw invalid("a member \"" + name + "\"", "none");
        }
        return new DocumentNode(file, pointer + "/" + name, member);
    }

    /** The items of a list, at least one. */
    List<DocumentNode> items() {
        if (!node.isArray() || node.isEmpty()) {
            throw invalid("a list with at least one item", node.isArray() ? "an empty list" : kind());
        }
        List<DocumentNode> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new DocumentNode(file, pointer + "/" + i, node.get(i)));
        }
        return items;
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw invalid("text", node.isTextual() ? "blank text" : kind());
        }
        return node.textValue();
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? member(name).text() : null;
    }

    /** A text of a certain form. */
    String text(String pattern) {
        String text = text();
        if (!text.matches(pattern)) {
            throw invalid("text that matches " + pattern, "\"" + text + "\"");
        }
        return text;
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        DocumentNode member = member(name);
        if (!member.node.isBoolean()) {
            throw member.invalid("true or false", member.kind());
        }
        return member.node.booleanValue();
    }

    BasculeException invalid(String expected, String found) {
        return invalid(file + ", at " + (pointer.isEmpty() ? "the top" : pointer), expected, found, null);
    }

    static BasculeException invalid(String where, String expected, String found, @Nullable Throwable cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.TYPE_INVALID,
                        "An entity type cannot be read",
                        where,
                        expected,
                        found,
                        "Mend the file and start the runtime again."),
                cause);
    }

    private String kind() {
        return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
