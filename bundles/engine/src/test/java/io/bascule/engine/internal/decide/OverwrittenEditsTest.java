/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.connector.Change.Replaced;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.TestCapabilities;
import io.bascule.engine.internal.decide.OverwrittenEdits.OverwrittenEdit;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class OverwrittenEditsTest {
    private static final List<FieldMapping> FIELDS = List.of(
            field("phone", "phone", Conversion.NONE),
            field("notes", "address.line1", Conversion.NONE),
            field("credit", "metadata.credit", Conversion.NUMBER_AS_TEXT));

    private static final Mapping MAPPING = new Mapping(
            "billing",
            TestTypes.customer(),
            "customers",
            TestCapabilities.hinted(
                    true,
                    Duration.ZERO,
                    FIELDS.stream().map(FieldMapping::field).toList()),
            Direction.BOTH,
            Policy.CATALOG,
            FIELDS,
            List.of());

    private static FieldMapping field(String catalog, String external, Conversion conversion) {
        return new FieldMapping(
                FieldPath.of(catalog),
                FieldPath.of(external),
                Direction.BOTH,
                Policy.CATALOG,
                conversion,
                new ExternalField(external, ExternalType.TEXT, true, Set.of(Canonical.EMPTY_IS_NULL), null));
    }

    private static SentUpdate update(SortedMap<String, Value> sent, Fields object) {
        return new SentUpdate(
                "intent",
                "link",
                "billing",
                "customer",
                "c1",
                "record",
                3,
                "our-key",
                null,
                7,
                sent,
                OverwrittenEdits.read(MAPPING, object),
                Instant.EPOCH,
                null);
    }

    private static SortedMap<String, Value> phone(String phone) {
        return new TreeMap<>(Map.of("phone", Value.of(phone)));
    }

    private static Fields object(String phone) {
        return Fields.EMPTY.with("phone", Value.of(phone));
    }

    private static Fields street(Value street) {
        return Fields.EMPTY.with("address", new Value.Struct(Fields.EMPTY.with("line1", street)));
    }

    private static Replaced change(Fields before, Fields after, @Nullable String key) {
        return new Replaced(before, after, key);
    }

    private static List<OverwrittenEdit> lost(SentUpdate update, Fields before, Fields after) {
        return OverwrittenEdits.of(MAPPING, update, change(before, after, "our-key"), List.of(update));
    }

    @Test
    void aToldKeyDecidesWhoseAChangeIs() {
        SentUpdate update = update(phone("ours"), object("read"));

        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(object("x"), object("else"), "our-key")))
                .isTrue();
        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(object("x"), object("ours"), "their-key")))
                .isFalse();
    }

    @Test
    void withoutKeysItMustSetAllThatWasSentAndTouchSomeOfIt() {
        SentUpdate update = update(phone("ours"), object("read"));

        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(object("x"), object("ours"), null)))
                .isTrue();
        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(object("x"), object("else"), null)))
                .isFalse();
        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(street(Value.of("x")), object("ours"), null)))
                .isFalse();
        assertThat(OverwrittenEdits.isOurs(MAPPING, update, change(object("x"), Fields.EMPTY, null)))
                .isFalse();
    }

    @Test
    void aReplacedValueThatNobodyReadIsAnEdit() {
        assertThat(lost(update(phone("ours"), object("read")), object("theirs"), object("ours")))
                .containsExactly(new OverwrittenEdit("phone", Value.of("read"), Value.of("ours"), Value.of("theirs")));
    }

    @Test
    void nullIsAnEditAndAbsentIsNone() {
        SentUpdate update = update(phone("ours"), object("read"));

        assertThat(lost(update, Fields.EMPTY.with("phone", Value.ofNull()), object("ours")))
                .extracting(OverwrittenEdit::lost)
                .containsExactly(Value.ofNull());
        assertThat(lost(update, Fields.EMPTY, object("ours"))).isEmpty();
    }

    @Test
    void belowAnAddressThatWasNullEveryFieldWasNull() {
        SentUpdate update = update(phone("ours"), object("read").with(street(Value.of("Weg 1"))));

        assertThat(lost(update, Fields.EMPTY.with("address", Value.ofNull()), street(Value.of("Weg 1"))))
                .containsExactly(new OverwrittenEdit("notes", Value.of("Weg 1"), Value.of("Weg 1"), Value.ofNull()));
    }

    @Test
    void anAddressThatWasNullWhenItWasReadMayBeReplaced() {
        SentUpdate update =
                update(new TreeMap<>(Map.of("notes", Value.of("Weg 1"))), Fields.EMPTY.with("address", Value.ofNull()));

        assertThat(lost(update, Fields.EMPTY.with("address", Value.ofNull()), street(Value.of("Weg 1"))))
                .isEmpty();
        assertThat(lost(update, street(Value.of("Gasse 2")), street(Value.of("Weg 1"))))
                .containsExactly(new OverwrittenEdit("notes", Value.ofNull(), Value.of("Weg 1"), Value.of("Gasse 2")));
    }

    @Test
    void aValueThatIsToldAndKeptWasNotReplaced() {
        SentUpdate update = update(phone("ours"), object("read").with(street(Value.of("Weg 1"))));
        Fields street = street(Value.of("Gasse 2"));

        assertThat(lost(update, object("read").with(street), object("ours").with(street)))
                .isEmpty();
    }

    @Test
    void whatIsOneValueForTheSystemIsNoEdit() {
        SentUpdate update = update(phone("ours"), Fields.EMPTY.with("phone", Value.ofNull()));

        assertThat(lost(update, object(""), object("ours"))).isEmpty();
    }

    @Test
    void aFieldThatTheReadDidNotShowCannotBeCompared() {
        assertThat(lost(update(phone("ours"), object("read")), street(Value.of("x")), street(Value.of("y"))))
                .isEmpty();
    }

    @Test
    void valuesAreGivenInTheCatalogsForm() {
        Fields read = Fields.EMPTY.with("metadata", new Value.Struct(Fields.EMPTY.with("credit", Value.of("10"))));
        Fields theirs = Fields.EMPTY.with("metadata", new Value.Struct(Fields.EMPTY.with("credit", Value.of("12.5"))));
        SentUpdate update = update(new TreeMap<>(Map.of("credit", Value.of(11))), read);

        assertThat(lost(update, theirs, Fields.EMPTY))
                .containsExactly(
                        new OverwrittenEdit("credit", Value.of(10), Value.of(11), Value.of(new BigDecimal("12.5"))));
    }

    @Test
    void whatAnotherUpdateOfOursWroteIsNoEdit() {
        SentUpdate update = update(phone("ours"), object("read"));
        SentUpdate earlier = update(phone("earlier"), object("read"));
        Replaced change = change(object("earlier"), object("ours"), "our-key");

        assertThat(OverwrittenEdits.of(MAPPING, update, change, List.of(earlier, update)))
                .isEmpty();
        assertThat(OverwrittenEdits.of(MAPPING, update, change, List.of(update)))
                .hasSize(1);
    }
}
