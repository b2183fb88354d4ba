/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a value inside nested fields: names joined by dots; an item of a list is named by its key, as in {@code
 * "addresses[kind=billing].city"}. Item keys may hold anything but {@code ]}.
 */
public final class FieldPath {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[([^=\\]]+)=([^\\]]*)])?(?:\\.|$)");

    private final String text;
    private final List<Step> steps;

    private record Step(String name, @Nullable String itemKey, String item) {}

    private FieldPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    public static FieldPath of(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int position = 0;
        while (position < text.length() && matcher.find(position) && matcher.start() == position) {
            String item = matcher.group(3);
            steps.add(new Step(matcher.group(1), matcher.group(2), item == null ? "" : item));
            position = matcher.end();
        }
        if (steps.isEmpty() || position != text.length() || text.endsWith(".")) {
            throw new IllegalArgumentException("Not a field path: \"" + text
                    + "\"; expected names joined by dots, such as address.city or addresses[kind=billing].city");
        }
        return new FieldPath(text, steps);
    }

    /** The first name: the field of the entity type in which the value lies. */
    public String root() {
        return steps.get(0).name();
    }

    /** The names on the way, without the keys of items. */
    public List<String> names() {
        return steps.stream().map(Step::name).toList();
    }

    /**
     * Whether the two places share a value: they are the same, or one lies inside the other. {@code address} overlaps {@code
     * address.city}; {@code addresses[kind=billing]} does not overlap {@code addresses[kind=shipping]}, but would overlap {@code
     * addresses[id=7]}, as both may be the same item.
     */
    public boolean overlaps(FieldPath other) {
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            Step mine = steps.get(i);
            Step theirs = other.steps.get(i);
            boolean sameItemKey = mine.itemKey() != null && mine.itemKey().equals(theirs.itemKey());
            if (!mine.name().equals(theirs.name())
                    || (sameItemKey && !mine.item().equals(theirs.item()))) {
                return false;
            }
        }
        return true;
    }

    /** The value at this place, or null if it is absent. */
    public @Nullable Value get(Fields fields) {
        return get(fields, false);
    }

    /** The value at this place, or null if it is absent; below a structure that is {@link Value#ofNull()} every value is that too. */
    public @Nullable Value getBelowNull(Fields fields) {
        return get(fields, true);
    }

    private @Nullable Value get(Fields fields, boolean belowNull) {
        Value current = new Value.Struct(fields);
        for (Step step : steps) {
            if (belowNull && current instanceof Value.Null) {
                return current;
            }
            if (!(current instanceof Value.Struct struct)) {
                return null;
            }
            Value next = struct.fields().get(step.name());
            if (next != null && step.itemKey() != null) {
                next = itemOf(next, step);
            }
            if (next == null) {
                return null;
            }
            current = next;
        }
        return current;
    }

    /**
     * A copy of the fields with the value set at this place. Structures and list items on the way are made as needed, but a
     * {@link Value#ofNull()} makes none: clearing what does not exist changes nothing.
     */
    public Fields set(Fields fields, Value value) {
        return set(fields, 0, value);
    }

    private Fields set(Fields fields, int index, Value value) {
        Step step = steps.get(index);
        boolean last = index == steps.size() - 1;
        Value current = fields.get(step.name());
        if (step.itemKey() == null) {
            if (last) {
                return fields.with(step.name(), value);
            }
            if (!(current instanceof Value.Struct) && value instanceof Value.Null) {
                return fields;
            }
            Fields inner = current instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
            return fields.with(step.name(), new Value.Struct(set(inner, index + 1, value)));
        }
        List<Value> items = new ArrayList<>(current instanceof Value.Items list ? list.items() : List.of());
        int at = indexOf(items, step);
        if (at < 0 && value instanceof Value.Null) {
            return fields;
        }
        Value before =
                at < 0 ? new Value.Struct(Fields.EMPTY.with(step.itemKey(), Value.of(step.item()))) : items.get(at);
        Fields inner = before instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
        Value after = last ? value : new Value.Struct(set(inner, index + 1, value));
        if (at < 0) {
            items.add(after);
        } else {
            items.set(at, after);
        }
        return fields.with(step.name(), new Value.Items(items));
    }

    private static @Nullable Value itemOf(Value list, Step step) {
        if (!(list instanceof Value.Items items)) {
            return null;
        }
        int at = indexOf(items.items(), step);
        return at < 0 ? null : items.items().get(at);
    }

    private static int indexOf(List<Value> items, Step step) {
        for (int i = 0; i < items.size(); i++) {
            if (step.itemKey() != null
                    && items.get(i) instanceof Value.Struct struct
                    && step.item().equals(struct.fields().text(step.itemKey()))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldPath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
