/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.model.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

        assertThat(readList(t -> t.conflicts().page(null, 2))).containsExactly(decided, held);
        assertThat(readList(t -> t.conflicts().page("c2", 2))).containsExactly(other);
        assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(held);
        assertThat(readList(t -> t.conflicts().ofLink("l1"))).containsExactly(decided, held);
        assertThat(readList(t -> t.conflicts().ofLink("l3"))).isEmpty();
        assertThat(readLong(t -> t.conflicts().count())).isEqualTo(3);
        assertStale(t -> t.conflicts().add(held));
    }

    @Test
    void deletesHeldConflictsAndKeepsDecidedOnes() {
        write(t -> {
            t.conflicts().add(conflict("c1", "l1", Conflict.Winner.EXTERNAL, null));
            t.conflicts().add(conflict("c2", "l1", Conflict.Winner.HELD, null));
        });

        write(t -> List.of("c1", "c2", "nowhere").forEach(t.conflicts()::delete));

        assertThat(readList(t -> t.conflicts().page(null, 9)))
                .extracting(Conflict::id)
                .containsExactly("c1");
        assertThat(readList(t -> t.conflicts().held("l1"))).isEmpty();
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
