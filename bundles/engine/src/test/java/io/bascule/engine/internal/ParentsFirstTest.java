/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.api.sync.SyncStatus.Unsent;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ParentsFirstTest {
    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private static final EntityType LETTER = new EntityType(
            "letter",
            "Letter",
            List.of(
                    FieldDefinition.of("subject", FieldType.TEXT),
                    new FieldDefinition("sender", FieldType.REFERENCE, false, false, "person", null, List.of())),
            List.of());

    private final TestEngine engine = new TestEngine("post", PERSON, LETTER);
    private final Mapping people = engine.identity(PERSON, "people", "name");
    private final Mapping letters = engine.identity(LETTER, "letters", "subject", "sender");
    private final PlainSystem system = new PlainSystem();

    @BeforeEach
    void start() {
        engine.start(system, people, letters);
    }

    private static Fields named(String name) {
        return Fields.EMPTY.with("name", Value.of(name));
    }

    private static Fields letter(String subject, String sender) {
        return Fields.EMPTY.with("subject", Value.of(subject)).with("sender", Value.of(sender));
    }

    @Test
    void aChildWaitsUntilItsParentIsInTheSystemAndRefersToItByTheSystemsId() {
        CatalogRecord parent = engine.create("person", named("Ada"));
        CatalogRecord child = engine.create("letter", letter("Hello", parent.id()));
        // Only the child's version is sent out: the parent has to be asked for.
        engine.loseMessages();
        engine.sync().accept(List.of(new Outgoing("post", "letter", child.id(), 1)));

        engine.run(Duration.ofSeconds(5));

        assertThat(system.created()).containsExactly("people/p1", "letters/l2");
        assertThat(system.object("letters", "l2").fields().text("sender")).isEqualTo("p1");
    }

    @Test
    void anArrivingChildFetchesItsParentAndRefersToItsRecord() {
        String sender = system.put("people", named("Bob"));
        String letter = system.put("letters", letter("Hi", sender));

        engine.run(Duration.ofSeconds(5));

        assertThat(engine.recordOf("letter", letter).fields().text("sender"))
                .isEqualTo(engine.recordOf("person", sender).id());
    }

    @Test
    void aChangedReferenceIsTranslatedBothWays() {
        String ada = system.put("people", named("Ada"));
        String bob = system.put("people", named("Bob"));
        String letter = system.put("letters", letter("Hi", ada));
        engine.run(Duration.ofSeconds(5));

        engine.edit(
                engine.recordOf("letter", letter),
                Fields.EMPTY.with(
                        "sender", Value.of(engine.recordOf("person", bob).id())));
        engine.run(Duration.ofSeconds(5));

        assertThat(system.object("letters", letter).fields().text("sender")).isEqualTo(bob);
        assertThat(engine.conflicts()).isEmpty();
    }

    @Test
    void whatIsCommittedIsUnsentUntilItLeavesTheOutbox() {
        assertThat(unsent()).isEqualTo(new Unsent(0, null));

        Instant committed = engine.clock().instant();
        engine.create("person", named("Ada"));
        assertThat(unsent()).isEqualTo(new Unsent(1, committed));

        engine.store().<Boolean>write(tx -> {
            tx.outbox()
                    .delete(tx.outbox().oldest(1).stream().map(OutboxEvent::id).toList());
            return true;
        });
        assertThat(unsent()).isEqualTo(new Unsent(0, null));
    }

    private Unsent unsent() {
        return engine.sync().status().unsent();
    }

    @Test
    void anIntegrationThatStartsAnewStaysListedAndKeepsItsCounts() {
        engine.create("person", named("Ada"));
        engine.run(Duration.ofSeconds(5));
        assertThat(engine.shown().effects()).isEqualTo(1);

        engine.sync().stop("post", "Pauses: its settings changed");

        assertThat(engine.shown().state()).isEqualTo(State.STARTING);
        assertThat(engine.shown().detail()).isEqualTo("Pauses: its settings changed");
        assertThat(engine.shown().effects()).isEqualTo(1);

        start();
        engine.run(Duration.ofSeconds(5));

        assertThat(engine.shown().state()).isEqualTo(State.ONLINE);
        assertThat(engine.shown().effects()).isEqualTo(1);
    }

    @Test
    void workOfATypeThatIsMappedNoMoreWaitsUntilItIsMappedAgain() {
        engine.create("person", named("Ada"));
        engine.deliver();
        engine.sync().stop("post", "test");
        engine.start(system, letters);

        engine.run(Duration.ofMinutes(1));
        assertThat(system.created()).isEmpty();

        engine.sync().stop("post", "test");
        engine.start(system, people, letters);
        engine.run(Duration.ofSeconds(10));
        assertThat(system.created()).containsExactly("people/p1");
    }
}
