/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not granted to an integration is not sent, whatever its mappings say. */
final class GrantedOperationsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT), FieldDefinition.of("phone", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private final TestEngine engine = new TestEngine("post", PERSON);
    private final Mapping people = engine.identity(PERSON, "people", "name", "phone");
    private final PlainSystem system = new PlainSystem();

    private void startWithout(Action action) {
        engine.startGranted(EnumSet.complementOf(EnumSet.of(action)), system, people);
    }

    private static Fields person(String name, String phone) {
        return Fields.EMPTY.with("name", Value.of(name)).with("phone", Value.of(phone));
    }

    private void assertParkedAsNotGranted() {
        assertThat(engine.parked()).containsExactly("not-granted");
    }

    @Test
    void createsNothingWithoutTheGrant() {
        startWithout(Action.CREATE);
        engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);

        assertParkedAsNotGranted();
        assertThat(system.created()).isEmpty();

        system.put("people", person("Eve", "2"));
        engine.run(A_WHILE);
        assertThat(engine.records("person"))
                .as("what comes in is not concerned")
                .hasSize(2);
    }

    @Test
    void updatesNothingWithoutTheGrant() {
        startWithout(Action.UPDATE);
        CatalogRecord ada = engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);
        engine.edit(ada, Fields.EMPTY.with("phone", Value.of("2")));
        engine.run(A_WHILE);

        assertParkedAsNotGranted();
        assertThat(system.object("people", "p1").fields().text("phone")).isEqualTo("1");
    }

    @Test
    void deletesNothingWithoutTheGrant() {
        startWithout(Action.DELETE);
        CatalogRecord ada = engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);
        engine.delete(ada);
        engine.run(A_WHILE);

        assertParkedAsNotGranted();
        assertThat(system.deleted()).isEmpty();
        assertThat(system.objects("people")).containsOnlyKeys("p1");
    }

    @Test
    void doesWhatIsGranted() {
        engine.startGranted(Set.of(Action.CREATE), system, people);
        engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);

        assertThat(engine.parked()).isEmpty();
        assertThat(system.created()).hasSize(1);
    }

    @Test
    void goesOnOnceItIsGranted() {
        startWithout(Action.CREATE);
        CatalogRecord ada = engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);
        engine.sync().stop("post", "its settings changed");

        engine.start(system, people);
        engine.sync().resolutions().retry(engine.links(ada).get(0).id(), "token:ada");
        engine.run(A_WHILE);

        assertThat(engine.parked()).isEmpty();
        assertThat(system.created()).hasSize(1);
    }

    @Test
    void provesWhatWasSentBeforeTheGrantWasTakenAway() {
        engine.start(system, people);
        system.fallSilent();
        CatalogRecord ada = engine.create("person", person("Ada", "1"));
        engine.run(Duration.ofSeconds(2));
        assertThat(system.created()).hasSize(1);
        engine.sync().stop("post", "its settings changed");

        startWithout(Action.CREATE);
        engine.run(Duration.ofMinutes(2));

        assertThat(engine.parked()).isEmpty();
        assertThat(system.created()).hasSize(1);
        assertThat(engine.links(ada).get(0).externalId()).isEqualTo("p1");
    }
}
