/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.Settings;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.engine.internal.TestCapabilities;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.DeletePolicy;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class MappingReaderTest {
    private static final String FILE = "etc/mappings/shop.customer.json";

    private final Map<String, String> scalars = new HashMap<>(Map.of(
            "direction",
            "both",
            "conflict",
            "newest",
            "first.match",
            "manual",
            "deletes",
            "both",
            "deletes.percent",
            "10"));

    private Mapping read(String json) {
        return MappingReader.read(
                FILE,
                json,
                "shop",
                Settings.of("shop", scalars),
                TestTypes.customer(),
                name -> name.equals("customers") ? capabilities() : null);
    }

    private static TypeCapabilities capabilities() {
        return TestCapabilities.listed(
                Duration.ZERO,
                List.of(
                        ExternalField.text("email"),
                        ExternalField.text("name"),
                        ExternalField.text("city"),
                        ExternalField.text("address"),
                        ExternalField.text("address.city"),
                        new ExternalField("balance", ExternalType.NUMBER, false, Set.of(), null)),
                Set.of("email"));
    }

    private Mapping fields(String... fields) {
        return read("{\"integration\":\"shop\",\"type\":\"customer\",\"externalType\":\"customers\",\"fields\":["
                + String.join(",", fields) + "],\"matchKeys\":[]}");
    }

    private String refused(String... fields) {
        BasculeException error = catchThrowableOfType(BasculeException.class, () -> fields(fields));
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(ErrorCode.MAPPING_INVALID);
        assertThat(error.problem().text()).contains(FILE);
        return error.problem().text();
    }

    private static String field(String catalog, String external, String more) {
        return "{\"catalog\":\"" + catalog + "\",\"external\":\"" + external + "\"" + more + "}";
    }

    @Test
    void readsFieldsWithTheirDefaultsFromTheMapping() {
        scalars.put("conflict", "catalog");
        Mapping mapping = read("""
                {"integration": "shop", "type": "customer", "externalType": "customers",
                 "fields": [
                   {"catalog": "email", "external": "email"},
                   {"catalog": "notes", "external": "balance", "direction": "in", "convert": "number-as-text",
                    "conflict": "external"}],
                 "matchKeys": ["email"]}
                """);

        FieldMapping email = mapping.fields().get(0);
        assertThat(email.direction()).isEqualTo(Direction.BOTH);
        assertThat(email.conflict()).isEqualTo(Policy.CATALOG);
        FieldMapping notes = mapping.fields().get(1);
        assertThat(notes.direction()).isEqualTo(Direction.IN);
        assertThat(notes.conflict()).isEqualTo(Policy.EXTERNAL);
        assertThat(notes.conversion()).isEqualTo(Conversion.NUMBER_AS_TEXT);
        assertThat(mapping.firstMatch()).isEqualTo(Policy.MANUAL);
        assertThat(mapping.keys()).hasSize(1);
    }

    @Test
    void noFieldFlowsMoreWaysThanItsMapping() {
        scalars.put("direction", "in");
        assertThat(fields(field("name", "name", ""), field("email", "email", ",\"direction\":\"both\""))
                        .fields())
                .extracting(FieldMapping::direction)
                .containsExactly(Direction.IN, Direction.IN);
        assertThat(refused(field("name", "name", ",\"direction\":\"out\"")))
                .contains("/fields/0/direction", "flow neither way");
    }

    @Test
    void refusesPlacesThatOverlap() {
        assertThat(refused(field("name", "name", ""), field("name", "email", "")))
                .contains("/fields/1/catalog: \"name\" is mapped twice");
        assertThat(refused(field("name", "address", ""), field("email", "address.city", "")))
                .contains("/fields/1/external: \"address.city\" overlaps \"address\"");
        assertThat(refused(field("addresses[kind=billing].city", "city", ""), field("addresses", "name", "")))
                .contains("/fields/1/catalog: \"addresses\" overlaps \"addresses[kind=billing].city\"");
    }

    @Test
    void refusesAFieldThatOnlyFlowsOutToWhereNothingCanBeWritten() {
        assertThat(refused(field("notes", "balance", ",\"direction\":\"out\"")))
                .contains("/fields/0/direction", "never lets \"balance\" be written");
        assertThat(fields(field("notes", "balance", "")).fields()).hasSize(1);
    }

    @Test
    void namesEveryMistakeAtOnceWithWhatWouldBeRight() {
        String text = refused(
                field("nme", "name", ""),
                field("email", "mail", ""),
                field("phone", "city", ",\"conflict\":\"mine\",\"colour\":1"));

        assertThat(text)
                .contains("/fields/0/catalog: type customer has no field \"nme\"")
                .contains("/fields/1/external: the system has no field \"mail\"; it has email, name, city")
                .contains("/fields/2/conflict: expected one of newest, catalog, external, manual, found \"mine\"")
                .contains("/fields/2/colour: unknown key");
    }

    @Test
    void namesLineAndColumnOfWhatIsNoJson() {
        BasculeException error =
                catchThrowableOfType(BasculeException.class, () -> read("{\n  \"type\": \"customer\",\n  oops\n}"));

        assertThat(error.problem().text()).contains(FILE + " line 3");
    }

    @Test
    void refusesADocumentOfAnotherMappingAndATypeThatTheSystemLacks() {
        BasculeException other = catchThrowableOfType(
                BasculeException.class,
                () -> read("{\"integration\":\"stripe\",\"type\":\"product\",\"externalType\":\"people\"}"));

        assertThat(other.problem().text())
                .contains("/integration: expected \"shop\"", "/type: expected \"customer\"")
                .contains("/externalType: the system has no type \"people\"");
    }

    @Test
    void aMatchKeyNeedsAllItsFieldsMapped() {
        BasculeException error = catchThrowableOfType(
                BasculeException.class,
                () -> read("{\"integration\":\"shop\",\"type\":\"customer\",\"externalType\":\"customers\",\"fields\":["
                        + field("name", "name", "") + "],\"matchKeys\":[\"email\",\"shoe\"]}"));

        assertThat(error.problem().text())
                .contains("every field of key \"email\" must be mapped")
                .contains("type customer has no key \"shoe\"; it has email");
    }

    @Test
    void readsWhichWayDeletesFlow() {
        scalars.put("deletes", "in");
        scalars.put("deletes.percent", "3");

        assertThat(fields(field("email", "email", "")).deletes()).isEqualTo(new DeletePolicy(true, false, 3));
    }
}
