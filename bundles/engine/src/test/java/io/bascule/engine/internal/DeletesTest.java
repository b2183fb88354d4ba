/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.map.DeletePolicy;
import io.bascule.engine.internal.map.Mapping;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Deletes on either side of a link. */
final class DeletesTest {
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT), FieldDefinition.of("phone", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private static final EntityType LETTER = new EntityType(
            "letter",
            "Letter",
            List.of(
                    FieldDefinition.of("subject", FieldType.TEXT),
                    new FieldDefinition("sender", FieldType.REFERENCE, false, false, "person", null, List.of())),
            List.of());

    private final TestEngine engine = new TestEngine("post", PERSON, LETTER);
    private final Mapping people = engine.identity(PERSON, "people", "name", "phone");
    private final Mapping letters = engine.identity(LETTER, "letters", "subject", "sender");
    private final PlainSystem system = new PlainSystem();
    private CatalogRecord ada;

    @BeforeEach
    void begin() {
        engine.start(system, people, letters);
        ada = engine.create("person", person("Ada", "1"));
        engine.run(A_WHILE);
        assertThat(system.objects("people")).containsOnlyKeys("p1");
    }

    private static Fields person(String name, String phone) {
        return Fields.EMPTY.with("name", Value.of(name)).with("phone", Value.of(phone));
    }

    private static Fields phone(String phone) {
        return Fields.EMPTY.with("phone", Value.of(phone));
    }

    /** A webhook tells of an object. */
    private void hint(String id) {
        Runner runner = engine.sync().runners().iterator().next();
        engine.sync().webhook(runner, new WebhookRequest(Map.of(), ("people/" + id).getBytes(StandardCharsets.UTF_8)));
    }

    private Link onlyLink() {
        assertThat(engine.links(ada)).hasSize(1);
        return engine.links(ada).get(0);
    }

    @Test
    void aDeletedRecordDeletesItsObject() {
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(system.deleted()).containsExactly("people/p1");
        assertThat(onlyLink().state()).isEqualTo(Link.State.ENDED);
        assertThat(onlyLink().recordVersion()).isEqualTo(2);
        assertThat(engine.find(ada).deleted()).isTrue();
        assertThat(engine.conflicts()).isEmpty();
    }

    @Test
    void aDeletedObjectDeletesItsRecord() {
        system.remove("people", "p1");
        engine.run(A_WHILE);

        CatalogRecord tombstone = engine.find(ada);
        assertThat(tombstone.deleted()).isTrue();
        assertThat(tombstone.origin()).isEqualTo("post");
        assertThat(engine.records("person")).isEmpty();
        assertThat(onlyLink().state()).isEqualTo(Link.State.ENDED);
        assertThat(engine.catalog().history("person", ada.id()))
                .extracting(HistoryEntry::deleted)
                .containsExactly(false, true);
    }

    @Test
    void whatWasEditedThereComesBackHere() {
        system.edit("people", "p1", "phone", Value.of("2"));
        engine.delete(ada);
        engine.run(A_WHILE);

        CatalogRecord revived = engine.find(ada);
        assertThat(revived.deleted()).isFalse();
        assertThat(revived.fields().text("phone")).isEqualTo("2");
        assertThat(system.deleted()).isEmpty();
        assertThat(onlyLink().state()).isEqualTo(Link.State.LINKED);
        assertThat(engine.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).isEqualTo(Conflict.WHOLE);
            assertThat(conflict.policy()).isEqualTo(Conflict.EDIT_STAYS);
            assertThat(conflict.winner()).isEqualTo(Winner.EXTERNAL);
        });
    }

    @Test
    void whatWasEditedHereIsMadeAnewThere() {
        system.remove("people", "p1");
        engine.edit(ada, phone("2"));
        engine.run(A_WHILE);

        assertThat(engine.find(ada).deleted()).isFalse();
        assertThat(system.objects("people")).containsOnlyKeys("p2");
        assertThat(system.object("people", "p2").fields()).isEqualTo(person("Ada", "2"));
        assertThat(engine.links(ada))
                .extracting(Link::state)
                .containsExactlyInAnyOrder(Link.State.ENDED, Link.State.LINKED);
        assertThat(engine.conflicts()).extracting(Conflict::winner).containsExactly(Winner.CATALOG);
    }

    @Test
    void anEditBetweenTheReadAndTheDeleteStays() {
        engine.delete(ada);
        system.afterNextRead(() -> system.edit("people", "p1", "phone", Value.of("2")));
        engine.run(A_WHILE);

        assertThat(engine.find(ada).fields().text("phone")).isEqualTo("2");
        assertThat(engine.find(ada).deleted()).isFalse();
        assertThat(system.object("people", "p1").fields()).isEqualTo(person("Ada", "2"));
    }

    @Test
    void aSearchThatBeganWhileItCouldStillShowADeletedObjectIsMadeAgain() {
        Duration lag = Duration.ofSeconds(20);
        engine.sync().stop("post", "test");
        engine.start(
                system, engine.identity(PERSON, "people", PlainSystem.capabilities(lag, "name", "phone")), letters);
        engine.run(lag);
        ExternalRecord gone = system.object("people", "p1");
        system.remove("people", "p1");
        engine.edit(ada, phone("2"));
        system.findOnce(gone, () -> engine.pass(lag.multipliedBy(2)));
        engine.run(lag.multipliedBy(4));

        assertThat(system.objects("people")).containsOnlyKeys("p2");
        assertThat(engine.links(ada))
                .extracting(Link::externalId, Link::state)
                .containsExactlyInAnyOrder(tuple("p1", Link.State.ENDED), tuple("p2", Link.State.LINKED));
        assertThat(engine.conflicts()).hasSize(1);
    }

    @Test
    void deletedOnBothSidesEndsTheLink() {
        system.remove("people", "p1");
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(onlyLink().state()).isEqualTo(Link.State.ENDED);
        assertThat(engine.conflicts()).isEmpty();
        assertThat(engine.codes(Work.State.values())).isEmpty();
    }

    @Test
    void aDeleteWithoutAnswerIsProvenByReading() {
        system.fallSilent();
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(system.deleted()).containsExactly("people/p1");
        assertThat(onlyLink().state()).isEqualTo(Link.State.ENDED);
    }

    @Test
    void aRefusedDeleteIsParkedWithItsReason() {
        system.refuseDeletes(true);
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(engine.parked()).containsExactly("rejected");
        assertThat(onlyLink().state()).isEqualTo(Link.State.LINKED);
    }

    @Test
    void aRestoredRecordIsMadeAnewAndItsClearedFieldsStayClear() {
        engine.edit(ada, Fields.EMPTY.with("phone", Value.ofNull()));
        engine.run(A_WHILE);
        engine.delete(ada);
        engine.run(A_WHILE);
        engine.catalog().restore("person", ada.id(), null, "test", "test");
        engine.run(A_WHILE);

        assertThat(system.objects("people")).containsOnlyKeys("p2");
        assertThat(system.object("people", "p2").fields().text("name")).isEqualTo("Ada");
        assertThat(engine.find(ada).fields().text("phone")).isNull();
    }

    @Test
    void aRecordRestoredWhileItsObjectIsBeingDeletedIsMadeAnew() {
        system.beforeNextDeleteAnswer(() -> engine.catalog().restore("person", ada.id(), null, "test", "test"));
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(system.deleted()).containsExactly("people/p1");
        assertThat(system.objects("people")).containsOnlyKeys("p2");
        assertThat(engine.recordOf("person", "p2").id()).isEqualTo(ada.id());
    }

    @Test
    void anObjectThatComesBackBringsItsRecordBack() {
        ExternalRecord before = system.object("people", "p1");
        system.remove("people", "p1");
        engine.run(A_WHILE);
        assertThat(engine.find(ada).deleted()).isTrue();

        system.objects("people").put("p1", before);
        engine.run(A_WHILE);

        assertThat(engine.find(ada).deleted()).isFalse();
        assertThat(engine.recordOf("person", "p1").id()).isEqualTo(ada.id());
        assertThat(engine.records("person")).hasSize(1);
    }

    @Test
    void aStalePageDoesNotBringADeletedObjectBack() {
        // The page is made before the delete and told of after it.
        system.beforeNextList(() -> {
            system.remove("people", "p1");
            hint("p1");
            engine.drain();
        });
        engine.run(A_WHILE);

        assertThat(engine.find(ada).deleted()).isTrue();
        assertThat(engine.records("person")).isEmpty();
    }

    @Test
    void anObjectThatWasGoneBeforeItWasKnownStaysUnknown() {
        String bob = system.put("people", person("Bob", "3"));
        system.beforeNextList(() -> {
            system.remove("people", bob);
            hint(bob);
            engine.drain();
        });
        engine.run(A_WHILE);

        assertThat(engine.records("person")).extracting(CatalogRecord::id).containsExactly(ada.id());
    }

    @Test
    void aRecordThatIsDeletedBeforeItIsBroughtThereLeavesNothing() {
        CatalogRecord bob = engine.create("person", person("Bob", "3"));
        engine.delete(bob);
        engine.run(A_WHILE);

        assertThat(system.objects("people")).containsOnlyKeys("p1");
        assertThat(engine.links(bob)).isEmpty();
    }

    @Test
    void aRecordThatIsDeletedWhileItIsCreatedThereIsDeletedThere() {
        CatalogRecord bob = engine.create("person", person("Bob", "3"));
        system.beforeNextAnswer(() -> engine.delete(bob));
        engine.run(A_WHILE);

        assertThat(system.created()).contains("people/p2");
        assertThat(system.objects("people")).containsOnlyKeys("p1");
    }

    @Test
    void aRecordWithTheKeyOfADeletedOneWaitsUntilItsObjectIsGone() {
        system.refuseDeletes(true);
        engine.delete(ada);
        CatalogRecord next = engine.create("person", person("Ada", "7"));
        engine.run(A_WHILE);
        assertThat(engine.codes(Work.State.WAITING)).containsExactly("waiting-for-delete");

        system.refuseDeletes(false);
        engine.links(ada).forEach(link -> engine.sync().resolutions().retry(link.id(), "test"));
        engine.run(A_WHILE);

        assertThat(system.objects("people")).hasSize(1);
        assertThat(engine.recordOf("person", "p2").id()).isEqualTo(next.id());
        assertThat(engine.parked()).isEmpty();
    }

    @Test
    void childrenGoBeforeTheirParents() {
        CatalogRecord letter = engine.create(
                "letter", Fields.EMPTY.with("subject", Value.of("Hello")).with("sender", Value.of(ada.id())));
        engine.run(A_WHILE);
        assertThat(system.objects("letters")).containsOnlyKeys("l2");

        engine.delete(ada);
        engine.delete(letter);
        engine.run(A_WHILE);

        assertThat(system.deleted()).containsExactly("letters/l2", "people/p1");
    }

    @Test
    void deletesThatDoNotFlowPartTheTwo() {
        engine.sync().stop("post", "test");
        engine.start(system, withDeletes(new DeletePolicy(false, false, 100)), letters);
        engine.delete(ada);
        engine.run(A_WHILE);

        assertThat(system.objects("people")).containsOnlyKeys("p1");
        assertThat(onlyLink().state()).isEqualTo(Link.State.PARTED);

        system.edit("people", "p1", "phone", Value.of("9"));
        engine.run(A_WHILE);
        assertThat(engine.find(ada).deleted()).isTrue();
        assertThat(engine.records("person")).isEmpty();

        system.remove("people", "p1");
        hint("p1");
        engine.run(A_WHILE);
        assertThat(onlyLink().state()).isEqualTo(Link.State.ENDED);
    }

    private Mapping withDeletes(DeletePolicy policy) {
        return new Mapping(
                people.integration(),
                people.type(),
                people.externalType(),
                people.capabilities(),
                people.direction(),
                people.firstMatch(),
                people.fields(),
                people.keys(),
                policy);
    }

    @Test
    void manyDeletesAtOnceWaitForAPerson() {
        for (int i = 0; i < 40; i++) {
            engine.create("person", person("Person " + i, "0"));
        }
        engine.run(Duration.ofSeconds(30));
        assertThat(system.objects("people")).hasSize(41);

        system.objects("people").clear();
        engine.run(Duration.ofMinutes(1));

        assertThat(engine.parked()).isNotEmpty().containsOnly(ErrorCode.MASS_DELETE.text());
        long living = engine.store().read(tx -> tx.records().count("person"));
        assertThat(living).isEqualTo(31);

        assertThat(engine.sync().resolutions().allowDeletes("post", "person", "test"))
                .isEqualTo(31);
        engine.run(Duration.ofMinutes(1));
        assertThat(engine.store().<Long>read(tx -> tx.records().count("person")))
                .isZero();
    }
}
