/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.Updates;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.ItemKeys;
import io.bascule.engine.internal.map.ItemMapping;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three-way merge of a list, item by item and field by field. What was accounted for is kept as pairs of the items' fields;
 * the pair of an item's key says that the item was on both sides. The order of a list is the record's: what is added there comes
 * to its end, and an order that differs is no change. One object plans one list.
 */
final class ItemPlanner {
    private final FieldMapping list;
    private final ItemMapping items;
    private final MergeInput input;
    private final MergePlanner.Draft draft;

    ItemPlanner(FieldMapping list, MergeInput input, MergePlanner.Draft draft) {
        this.list = list;
        this.items = Objects.requireNonNull(list.items());
        this.input = input;
        this.draft = draft;
    }

    void plan() {
        Value there = list.externalValue(input.object());
        boolean mergeable = there != null
                && ItemKeys.areDistinct(there, items.externalKey())
                && ItemKeys.areDistinct(list.catalogValue(input.record()), items.catalogKey());
        if (!mergeable) {
            draft.tell(list.catalog(), FieldRule.UNREADABLE);
            return;
        }
        Set<String> keys =
                ItemKeys.of(list, input.record(), input.object(), input.pairs().keySet());
        keys.forEach(this::item);
    }

    private void item(String key) {
        Item item = new Item(key);
        ItemRule rule = item.rule();
        Resolved decided = item.resolved();
        if (decided != null && rule.canBeResolved()) {
            rule = rule.resolved(decided.winner() == Winner.CATALOG);
        }
        FieldRule shown = rule.ofField();
        if (shown != null) {
            draft.tell(item.catalogPath, shown);
        }
        if (rule.action().isToBeSent() && list.isReadOnlyIn(input.object())) {
            item.hold(decided != null && decided.winner() == Winner.EXTERNAL);
            return;
        }
        String policy = decided != null && rule.canBeResolved()
                ? Resolved.POLICY
                : list.conflict().name().toLowerCase(Locale.ROOT);
        switch (rule.action()) {
            case NOTHING -> {}
            case FIELDS -> item.fields.forEach(draft::field);
            case FORGET -> item.forget();
            case SEND -> item.send();
            case SEND_OVER -> {
                item.send();
                item.clash(policy, Winner.CATALOG);
            }
            case TAKE -> item.take();
            case TAKE_OVER -> {
                item.take();
                item.clash(policy, Winner.EXTERNAL);
            }
            case REMOVE_HERE -> item.removeHere();
            case REMOVE_HERE_OVER -> {
                item.removeHere();
                item.clash(policy, Winner.EXTERNAL);
            }
            case REMOVE_THERE -> item.removeThere();
            case REMOVE_THERE_OVER -> {
                item.removeThere();
                item.clash(policy, Winner.CATALOG);
            }
            case HOLD -> item.clash(policy, Winner.HELD);
        }
    }

    /** One item, wherever it is. */
    private final class Item {
        private final String key;
        private final List<FieldMapping> fields;
        private final FieldPath catalogPath;
        private final FieldPath externalPath;
        private final @Nullable Value here;
        private final @Nullable Value there;

        private Item(String key) {
            this.key = key;
            this.fields = list.ofItem(key);
            this.catalogPath = FieldPath.of(list.catalog() + "[" + items.catalogKey() + "=" + key + "]");
            this.externalPath = FieldPath.of(list.external() + "[" + items.externalKey() + "=" + key + "]");
            this.here = catalogPath.get(input.record());
            this.there = externalPath.get(input.object());
        }

        private ItemRule rule() {
            return ItemRule.of(list, here != null, there != null, isKnown(), isEdited(), times());
        }

        private boolean isKnown() {
            Pair pair = pair(fields.get(0));
            return pair != null && !(pair.catalog() instanceof Value.Null);
        }

        /** The field's pair, if it is trusted. */
        private @Nullable Pair pair(FieldMapping field) {
            Pair pair = input.pairs().get(field.catalog().toString());
            return pair != null && pair.mapping().equals(field.hash()) ? pair : null;
        }

        /**
         * Whether the one side that has it has changed it since it was accounted for. What was never accounted for counts: nobody
         * can tell that it is not an edit.
         */
        private boolean isEdited() {
            return fields.stream().anyMatch(field -> {
                Pair pair = pair(field);
                if (here != null) {
                    Value value = field.catalogValue(input.record());
                    return pair == null ? !value.isBlank() : !field.sameInCatalog(value, pair.catalog());
                }
                Value value = there == null ? null : field.externalValue(input.object());
                return value != null
                        && (pair == null ? !value.isBlank() : !field.sameExternally(value, pair.external()));
            });
        }

        /** When the record's item was last changed, held against the object's change; a removal has no time here. */
        private FieldTimes times() {
            Instant latest = null;
            for (FieldMapping field : fields) {
                FieldOrigin origin = input.origins().get(field.catalog().toString());
                Instant time = origin == null ? null : origin.sourceTime();
                latest = time == null || (latest != null && latest.isAfter(time)) ? latest : time;
            }
            return draft.times(here == null ? null : latest);
        }

        private @Nullable Resolved resolved() {
            return input.resolved().stream()
                    .filter(decided -> decided.isAbout(catalogPath.toString(), shownHere(), shownThere()))
                    .findFirst()
                    .orElse(null);
        }

        private Value shownHere() {
            return here == null ? Value.ofNull() : here;
        }

        /** The object's item in the catalog's form. */
        private Value shownThere() {
            if (there == null) {
                return Value.ofNull();
            }
            Fields form = Fields.EMPTY;
            for (FieldMapping field : fields) {
                Value value = field.externalValue(input.object());
                if (value != null) {
                    form = field.catalog().set(form, field.conversion().toCatalog(value));
                }
            }
            return Objects.requireNonNull(catalogPath.get(form));
        }

        private void clash(String policy, Winner winner) {
            draft.clash(new MergePlan.Clash(catalogPath.toString(), base(), shownHere(), shownThere(), policy, winner));
        }

        /** What it was in the catalog when it was last accounted for. */
        private @Nullable Value base() {
            Fields form = Fields.EMPTY;
            for (FieldMapping field : fields) {
                Pair pair = pair(field);
                if (pair != null) {
                    form = field.catalog().set(form, pair.catalog());
                }
            }
            return catalogPath.get(form);
        }

        private void send() {
            for (FieldMapping field : fields) {
                Value value = field.catalogValue(input.record());
                if (field.sendsOut() && !(value instanceof Value.Null)) {
                    draft.send(field, value);
                }
            }
        }

        private void take() {
            for (FieldMapping field : fields) {
                Value value = field.externalValue(input.object());
                if (field.takesIn() && value != null) {
                    draft.take(field, value);
                }
            }
        }

        /** What the object does not take in its state waits, unless a person gave it up. */
        private void hold(boolean givenUp) {
            if (!givenUp) {
                clash(Conflict.READ_ONLY, Winner.HELD);
                return;
            }
            if (here == null) {
                take();
            } else {
                removeHere();
            }
            clash(Resolved.POLICY, Winner.EXTERNAL);
        }

        private void removeHere() {
            draft.removeItem(list.catalog(), items.catalogKey(), key);
            forget();
        }

        private void removeThere() {
            draft.remove(FieldPath.of(externalPath + "." + Updates.REMOVED));
            for (FieldMapping field : fields) {
                if (pair(field) != null) {
                    draft.sent(field, Value.ofNull());
                }
            }
        }

        private void forget() {
            for (FieldMapping field : fields) {
                draft.settle(field, Value.ofNull(), Value.ofNull());
            }
        }
    }
}
