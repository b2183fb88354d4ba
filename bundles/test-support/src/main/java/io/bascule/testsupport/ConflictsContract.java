/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.model.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.conflict;
import static org.assertj.core.api.Assertions.assertThat;

/** Conflicts: decided ones are kept, held ones may go. */
abstract class ConflictsContract extends StoreContract {
    @Test
    void conflictsComeBackExactlyAndInOrder() {
        Conflict held = conflict("c2", "l1", Conflict.Winner.HELD, null);
        Conflict decided = conflict("c1", "l1", Conflict.Winner.CATALOG, Value.ofNull());
        Conflict other = conflict("c3", "l2", Conflict.Winner.HELD, Value.of(1));
        write(t -> List.of(held, decided, other).forEach(t.conflicts()::add));

        assertThat(readList(t -> t.conflicts().page(null, null, 2))).containsExactly(decided, held);
        assertThat(readList(t -> t.conflicts().page(null, "c2", 2))).containsExactly(other);
        assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(held);
        assertThat(readList(t -> t.conflicts().ofLink("l1"))).containsExactly(decided, held);
        assertThat(readList(t -> t.conflicts().ofLink("l3"))).isEmpty();
        assertThat(readLong(t -> t.conflicts().count())).isEqualTo(3);
        assertStale(t -> t.conflicts().add(held));
    }

    @Test
    void keepsWhatAPersonDecided() {
        Conflict held = conflict("c1", "l1", Conflict.Winner.HELD, null);
        Conflict other = conflict("c2", "l1", Conflict.Winner.HELD, Value.of(1));
        write(t -> List.of(held, other).forEach(t.conflicts()::add));
        Conflict resolved =
                held.resolved(new Conflict.Resolution(Conflict.Winner.EXTERNAL, "ada", NOON.plusNanos(1), true));

        write(t -> t.conflicts().update(resolved));
        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().find("c1")))
                .contains(resolved);
        assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(resolved, other);

        write(t -> t.conflicts().update(resolved.settled()));
        assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(other);
        assertThat(readList(t -> t.conflicts().page(Conflict.Winner.EXTERNAL, null, 9)))
                .containsExactly(resolved.settled());
        assertThat(readList(t -> t.conflicts().page(Conflict.Winner.HELD, "c1", 9)))
                .containsExactly(other);
        assertThat(readList(t -> t.conflicts().page(Conflict.Winner.HELD, "c2", 9)))
                .isEmpty();
        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "name")))
                .contains(other);
        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().find("nowhere")))
                .isEmpty();
        assertStale(t -> t.conflicts().update(conflict("nowhere", "l1", Conflict.Winner.HELD, null)));
    }

    @Test
    void deletesHeldConflictsAndKeepsDecidedOnes() {
        write(t -> {
            t.conflicts().add(conflict("c1", "l1", Conflict.Winner.EXTERNAL, null));
            t.conflicts().add(conflict("c2", "l1", Conflict.Winner.HELD, null));
        });

        write(t -> List.of("c1", "c2", "nowhere").forEach(t.conflicts()::delete));

        assertThat(readList(t -> t.conflicts().page(null, null, 9)))
                .extracting(Conflict::id)
                .containsExactly("c1");
        assertThat(readList(t -> t.conflicts().held("l1"))).isEmpty();
    }

    @Test
    void forgetsDecidedConflictsAndNeverHeldOnes() {
        Conflict decided = conflict("c1", "l1", Conflict.Winner.CATALOG, null);
        Conflict held = conflict("c2", "l1", Conflict.Winner.HELD, null);
        Conflict other = conflict("c3", "l1", Conflict.Winner.HELD, null);
        Conflict resolved = held.resolved(
                        new Conflict.Resolution(Conflict.Winner.EXTERNAL, "ada", NOON.plusNanos(5), true))
                .settled();
        Conflict open =
                other.resolved(new Conflict.Resolution(Conflict.Winner.EXTERNAL, "ada", NOON.plusNanos(1), true));
        write(t -> List.of(decided, held, other).forEach(t.conflicts()::add));
        write(t -> List.of(resolved, open).forEach(t.conflicts()::update));

        assertThat(readList(t -> t.conflicts().decidedBefore(NOON, null, 9))).isEmpty();
        assertThat(readList(t -> t.conflicts().decidedBefore(NOON.plusNanos(5), null, 9)))
                .containsExactly(decided);
        assertThat(readList(t -> t.conflicts().decidedBefore(NOON.plusNanos(6), null, 9)))
                .containsExactly(decided, resolved);
        assertThat(readList(t -> t.conflicts().decidedBefore(NOON.plusNanos(6), "c1", 9)))
                .containsExactly(resolved);
        assertThat(readList(t -> t.conflicts().decidedBefore(NOON.plusNanos(6), null, 1)))
                .containsExactly(decided);

        write(t -> List.of("c1", "c3", "nowhere").forEach(t.conflicts()::forget));

        assertThat(readList(t -> t.conflicts().ofLink("l1"))).containsExactly(resolved, open);
        assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(open);
    }

    @Test
    void findsTheNewestConflictOfALinksField() {
        Conflict older = conflict("c1", "l1", Conflict.Winner.CATALOG, null);
        Conflict newer = conflict("c2", "l1", Conflict.Winner.HELD, null);
        Conflict other = conflict("c3", "l2", Conflict.Winner.CATALOG, null);
        write(t -> List.of(newer, older, other).forEach(t.conflicts()::add));

        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "name")))
                .contains(newer);
        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "email")))
                .isEmpty();
        write(t -> t.conflicts().delete("c2"));
        assertThat(store().<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "name")))
                .contains(older);
    }
}
