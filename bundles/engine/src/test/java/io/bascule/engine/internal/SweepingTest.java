/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.integration.Runner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The walks over changed records, which bring what no message told of. */
final class SweepingTest {
    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private final TestEngine engine = new TestEngine("post", PERSON);
    private final PlainSystem system = new PlainSystem();

    private Runner start() {
        return engine.start(system, engine.identity(PERSON, "people", "name"));
    }

    private void run(Duration time) {
        engine.run(time, Duration.ofMillis(500));
    }

    /** A record whose message is on its way and will reach nobody. */
    private void create(String name) {
        engine.create("person", Fields.EMPTY.with("name", Value.of(name)));
        engine.loseMessages();
    }

    /** Everything leaves the outbox and reaches nobody: it was routed when the integration was not there. */
    private void loseMessages() {
        engine.store().write(tx -> {
            tx.outbox()
                    .delete(tx.outbox().oldest(100).stream()
                            .map(OutboxEvent::id)
                            .toList());
            return null;
        });
    }

    @Test
    void whatWasOnItsWayAtTheFirstWalkAndWasRoutedBeforeIsBroughtSoonAfter() {
        create("Ada");
        start();
        run(Duration.ofSeconds(2));
        assertThat(system.created()).isEmpty();

        loseMessages();
        run(Duration.ofSeconds(10));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void whatTheNextWalkHasToLookAtIsNotPassedOverHoweverLongItTakes() {
        create("Ada");
        start();
        run(Duration.ofHours(3));
        assertThat(system.created()).isEmpty();

        loseMessages();
        run(Duration.ofHours(1));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void comingBackFromAFailureIsNoReasonToWalkAgain() {
        Runner runner = start();
        run(Duration.ofSeconds(2));
        create("Ada");
        loseMessages();

        system.fall();
        run(Duration.ofSeconds(20));
        assertThat(runner.integration().health().state()).isEqualTo(State.OFFLINE);
        system.rise();
        run(Duration.ofMinutes(2));
        assertThat(runner.integration().health().state()).isEqualTo(State.ONLINE);
        assertThat(system.created()).isEmpty();

        run(Duration.ofHours(1));
        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void aWalkThatFellDueWhileTheSystemWasAwayIsMadeWhenItIsBack() {
        start();
        run(Duration.ofSeconds(2));
        create("Ada");
        loseMessages();

        system.fall();
        run(Duration.ofMinutes(70));
        system.rise();
        run(Duration.ofMinutes(2));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void manyNudgesAreOneTask() {
        Runner runner = start();
        run(Duration.ofSeconds(2));

        for (int i = 0; i < 1000; i++) {
            runner.nudge();
        }
        assertThat(engine.tasks()).isEqualTo(1);

        engine.drain();
        runner.nudge();
        assertThat(engine.tasks()).isEqualTo(1);
    }
}
