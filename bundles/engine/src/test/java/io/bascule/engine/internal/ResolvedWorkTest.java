/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.Work;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.sync.Resolutions;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Work that is parked because nobody knows what belongs together goes on as a person decides. */
final class ResolvedWorkTest {
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final String BY = "token:ada";

    private static final EntityType NOTE =
            new EntityType("note", "Note", List.of(FieldDefinition.of("title", FieldType.TEXT)), List.of());

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer(), NOTE);
    private final PlainSystem system = new PlainSystem();
    private final Resolutions resolutions = engine.sync().resolutions();

    private void startCustomers() {
        engine.start(system, engine.identity(TestTypes.customer(), "customers", "email", "phone"));
        engine.run(A_WHILE);
    }

    private static Fields ada(String phone) {
        return Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", Value.of(phone));
    }

    private Work onlyParked() {
        List<Work> parked = engine.store().read(tx -> tx.work().page("shop", Work.State.PARKED_FOR_PERSON, null, 10));
        assertThat(parked).hasSize(1);
        return parked.get(0);
    }

    /** A record with two objects that have its key and have not come in yet. */
    private CatalogRecord withTwoCandidates() {
        startCustomers();
        system.hideFromLists(true);
        system.put("customers", ada("there 1"));
        system.put("customers", ada("there 2"));
        CatalogRecord record = engine.create("customer", ada("here"));
        engine.run(A_WHILE);
        assertThat(onlyParked().code()).isEqualTo(ErrorCode.AMBIGUOUS.text());
        return record;
    }

    @Test
    void aRecordIsTheChosenObject() {
        CatalogRecord record = withTwoCandidates();

        resolutions.linkObject(onlyParked().linkId(), "c2", BY);
        engine.run(A_WHILE);

        assertThat(engine.recordOf("customer", "c2").id()).isEqualTo(record.id());
        assertThat(system.object("customers", "c2").fields().text("phone")).isEqualTo("here");
        assertThat(system.object("customers", "c1").fields().text("phone")).isEqualTo("there 1");
        assertThat(system.created()).isEmpty();
    }

    @Test
    void aRecordIsNoneOfTheCandidates() {
        CatalogRecord record = withTwoCandidates();

        resolutions.keepApart(onlyParked().linkId(), BY);
        engine.run(A_WHILE);

        assertThat(system.created()).containsExactly("customers/c3");
        assertThat(engine.recordOf("customer", "c3").id()).isEqualTo(record.id());
        assertThat(engine.parked()).isEmpty();
    }

    /** That a person has looked at the candidates says nothing of the object that came since. */
    @Test
    void aRecordOfItsOwnIsNotMadeTwiceWhenNobodyAnswers() {
        withTwoCandidates();
        system.fallSilent();
        system.beforeNextAnswer(() -> system.edit("customers", "c3", "phone", Value.of("changed at once")));

        resolutions.keepApart(onlyParked().linkId(), BY);
        engine.run(Duration.ofMinutes(5));

        assertThat(system.created()).containsExactly("customers/c3");
        assertThat(onlyParked().code()).isEqualTo(ErrorCode.AMBIGUOUS.text());
    }

    @Test
    void anObjectIsTheChosenRecordOrNone() {
        startCustomers();
        engine.create("customer", ada("here"));
        engine.run(A_WHILE);
        system.put("customers", ada("a twin"));
        engine.run(A_WHILE);
        Work twin = onlyParked();
        assertThat(twin.code()).isEqualTo(ErrorCode.SUSPECTED_TWIN.text());
        String linked = engine.recordOf("customer", "c1").id();
        assertRefused(ErrorCode.NOT_DECIDABLE, () -> resolutions.linkRecord(twin.linkId(), linked, BY));
        assertRefused(ErrorCode.NOT_FOUND, () -> resolutions.linkRecord(twin.linkId(), "nowhere", BY));
        assertRefused(ErrorCode.NOT_DECIDABLE, () -> resolutions.linkObject(twin.linkId(), "c1", BY));

        resolutions.keepApart(twin.linkId(), BY);
        engine.run(A_WHILE);

        assertThat(engine.records("customer")).hasSize(2);
        assertThat(engine.recordOf("customer", "c2").fields().text("phone")).isEqualTo("a twin");
        assertThat(engine.parked()).isEmpty();
        assertThat(system.created()).containsExactly("customers/c1");
    }

    @Test
    void theDeadLetterTopicIsToldWhenAPersonHasDecided() {
        withTwoCandidates();
        assertThat(deadLetters()).hasSize(1);

        resolutions.linkObject(onlyParked().linkId(), "c2", BY);
        engine.run(A_WHILE);

        assertThat(deadLetters()).extracting(OutboxEvent::event).containsExactly("parked", "released");
        assertThat(deadLetters())
                .extracting(OutboxEvent::key)
                .containsOnly(engine.recordOf("customer", "c2").id());
        assertThat(deadLetters().get(0).data()).contains("\"code\":\"ambiguous\"", "\"waitsFor\":\"person\"");
    }

    private List<OutboxEvent> deadLetters() {
        return engine.store().read(tx -> tx.outbox().oldest(100)).stream()
                .filter(event -> event.kind() == OutboxEvent.Kind.DEAD_LETTER)
                .toList();
    }

    @Test
    void anObjectWithTwoRecordsToChooseFrom() {
        CatalogRecord one = engine.create("customer", ada("1"));
        CatalogRecord other = engine.create("customer", ada("2"));
        engine.loseMessages();
        system.put("customers", ada("there"));
        startCustomers();
        Work parked = onlyParked();
        assertThat(parked.code()).isEqualTo(ErrorCode.AMBIGUOUS.text());

        resolutions.linkRecord(parked.linkId(), other.id(), BY);
        engine.run(A_WHILE);

        assertThat(engine.recordOf("customer", "c1").id()).isEqualTo(other.id());
        assertThat(system.object("customers", "c1").fields().text("phone")).isEqualTo("2");
        assertThat(engine.records("customer")).extracting(CatalogRecord::id).contains(one.id());
    }

    /** A create whose object exists and waits, and of which nothing can be proven. */
    private Work withoutAnswer() {
        engine.start(system, engine.identity(NOTE, "notes", "title"));
        engine.run(A_WHILE);
        system.fallSilent();
        engine.create("note", Fields.EMPTY.with("title", Value.of("Milk")));
        engine.run(Duration.ofSeconds(10));
        Work parked = onlyParked();
        assertThat(parked.code()).isEqualTo(ErrorCode.UNKNOWN_CREATE.text());
        assertThat(engine.parked()).contains("waiting-for-create");
        return parked;
    }

    @Test
    void aCreateWithoutAnswerWasDone() {
        Work create = withoutAnswer();

        resolutions.linkObject(create.linkId(), "n1", BY);
        engine.run(A_WHILE);

        assertThat(engine.records("note")).hasSize(1);
        assertThat(engine.recordOf("note", "n1").id())
                .isEqualTo(engine.records("note").get(0).id());
        assertThat(system.created()).containsExactly("notes/n1");
        assertThat(engine.parked()).isEmpty();
    }

    @Test
    void aCreateWithoutAnswerWasNotDone() {
        Work create = withoutAnswer();
        system.speak();

        resolutions.keepApart(create.linkId(), BY);
        engine.run(Duration.ofSeconds(10));

        assertThat(system.created()).containsExactly("notes/n1", "notes/n2");
        assertThat(engine.records("note")).hasSize(2);
        assertThat(engine.parked()).isEmpty();
    }

    @Test
    void anObjectIsNotWhatTheCreateMade() {
        withoutAnswer();
        String arrival = engine.linkOf("note", "n1").id();

        resolutions.keepApart(arrival, BY);
        engine.run(A_WHILE);

        assertThat(engine.records("note")).hasSize(2);
        assertThat(engine.recordOf("note", "n1").origin()).isEqualTo("shop");
        assertThat(engine.parked()).containsExactly(ErrorCode.UNKNOWN_CREATE.text());
        assertThat(system.created()).containsExactly("notes/n1");
    }

    @Test
    void whatTheSystemRefusesIsNotMadeWithoutLooking() {
        startCustomers();
        system.refuseCreates(true);
        CatalogRecord ada = engine.create("customer", ada("1"));
        engine.run(A_WHILE);
        assertThat(engine.parked()).containsExactly(ErrorCode.REJECTED.text());
        String link = engine.store()
                .read(tx -> tx.links().findByRecord("shop", ada.id()))
                .orElseThrow()
                .id();

        assertRefused(ErrorCode.NOT_DECIDABLE, () -> resolutions.keepApart(link, BY));
    }

    @Test
    void whatWasRefusedIsTriedAgain() {
        startCustomers();
        system.refuseCreates(true);
        CatalogRecord ada = engine.create("customer", ada("1"));
        engine.run(A_WHILE);
        assertThat(engine.parked()).containsExactly(ErrorCode.REJECTED.text());
        system.refuseCreates(false);
        engine.run(A_WHILE);
        assertThat(system.created()).isEmpty();

        resolutions.retry(linkOf(ada), BY);
        engine.run(A_WHILE);

        assertThat(engine.recordOf("customer", "c1").id()).isEqualTo(ada.id());
        assertThat(engine.parked()).isEmpty();
        assertRefused(ErrorCode.NOT_FOUND, () -> resolutions.retry(linkOf(ada), BY));
    }

    /** What a create under way makes would belong to nobody. */
    @Test
    void aRecordThatIsBeingCreatedIsNoChoice() {
        startCustomers();
        engine.create("customer", ada("here"));
        engine.run(A_WHILE);
        system.put("customers", ada("a twin"));
        engine.run(A_WHILE);
        String twin = onlyParked().linkId();
        CatalogRecord grace = engine.create("customer", Fields.EMPTY.with("email", Value.of("grace@x.org")));

        system.beforeNextAnswer(
                () -> assertRefused(ErrorCode.NOT_DECIDABLE, () -> resolutions.linkRecord(twin, grace.id(), BY)));
        engine.run(A_WHILE);

        assertThat(engine.recordOf("customer", "c3").id()).isEqualTo(grace.id());
        assertThat(system.created()).containsExactly("customers/c1", "customers/c3");
    }

    @Test
    void onlyWhatIsParkedIsDecided() {
        startCustomers();
        engine.create("customer", ada("1"));
        engine.run(A_WHILE);
        String link = engine.linkOf("customer", "c1").id();

        assertRefused(ErrorCode.NOT_DECIDABLE, () -> resolutions.keepApart(link, BY));
        assertRefused(ErrorCode.NOT_FOUND, () -> resolutions.keepApart("nowhere", BY));
        assertThat(system.created()).containsExactly("customers/c1");
    }

    private String linkOf(CatalogRecord record) {
        return engine.store()
                .read(tx -> tx.links().findByRecord("shop", record.id()))
                .orElseThrow()
                .id();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable decision) {
        assertThatExceptionOfType(BasculeException.class)
                .isThrownBy(decision)
                .extracting(BasculeException::code)
                .isEqualTo(code);
    }
}
