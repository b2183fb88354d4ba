/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Link;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.ended;
import static io.bascule.testsupport.StoreSamples.link;
import static io.bascule.testsupport.StoreSamples.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Links: unique by record and by object, changed only from the revision before. */
abstract class LinksTableContract extends StoreContract {
    @Test
    void keepsEveryValueExactly() {
        Link full = link("l1", "stripe", "r1", "cus_1", 1, 5);
        Link half = link("l2", null, "cus_2");
        write(t -> {
            t.links().insert(full);
            t.links().insert(half);
        });

        assertThat(readOptional(t -> t.links().find("l1"))).contains(full);
        assertThat(readOptional(t -> t.links().find("l2"))).contains(half);
        assertThat(readOptional(t -> t.links().find("l3"))).isEmpty();
        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1"))).contains(full);
        assertThat(readOptional(t -> t.links().findByRecord("shop", "r1"))).isEmpty();
        assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_2")))
                .contains(half);
        assertThat(readOptional(t -> t.links().findByExternalId("stripe", "product", "cus_2")))
                .isEmpty();
    }

    @Test
    void refusesWhatIsTaken() {
        write(t -> t.links().insert(link("l1", "r1", "cus_1")));

        assertStale(t -> t.links().insert(link("l1", "r2", "cus_2")));
        assertStale(t -> t.links().insert(link("l2", "r1", "cus_2")));
        assertStale(t -> t.links().insert(link("l2", "r2", "cus_1")));
        write(t -> t.links().insert(link("l2", "shop", "r1", "cus_1", 1, 0)));
        write(t -> t.links().insert(link("l3", null, "cus_3")));
        write(t -> t.links().insert(link("l4", null, "cus_4")));
        write(t -> t.links().insert(link("l5", "r5", null)));
        write(t -> t.links().insert(link("l6", "r6", null)));

        assertStale(t -> t.links().update(link("l3", "stripe", "r1", "cus_3", 2, 0)));
        assertStale(t -> t.links().update(link("l5", "stripe", "r5", "cus_1", 2, 0)));
        write(t -> t.links().update(link("l5", "stripe", "r5", "cus_5", 2, 0)));
        assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_5")))
                .isPresent();
    }

    @Test
    void refusesANewLinkWithALaterRevision() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(t -> t.links().insert(link("l1", "stripe", "r1", "c", 2, 0))));
    }

    @Test
    void changesOnlyTheRevisionBefore() {
        Link first = link("l1", "r1", "cus_1");
        write(t -> t.links().insert(first));

        assertStale(t -> t.links().update(first));
        assertStale(t -> t.links().update(next(next(first))));
        write(t -> t.links().update(next(first)));
        assertStale(t -> t.links().update(next(first)));
        assertThat(readOptional(t -> t.links().find("l1"))).contains(next(first));

        assertStale(t -> t.links().delete(first));
        write(t -> t.links().delete(next(first)));
        assertStale(t -> t.links().delete(next(first)));
        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1"))).isEmpty();
        write(t -> t.links().insert(link("l9", "r1", "cus_1")));
    }

    @Test
    void freesTheObjectAndTheRecordThatALinkLetsGo() {
        write(t -> t.links().insert(link("l1", "r1", "cus_1")));
        write(t -> t.links().update(link("l1", "stripe", "r2", "cus_2", 2, 0)));

        write(t -> t.links().insert(link("l2", "r1", "cus_1")));

        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                .map(Link::id)
                .contains("l2");
        assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_2")))
                .map(Link::id)
                .contains("l1");
    }

    @Test
    void ordersAndPages() {
        write(t -> {
            t.links().insert(link("l3", "stripe", "r1", "c3", 1, 0));
            t.links().insert(link("l1", "shop", "r1", "c1", 1, 0));
            t.links().insert(link("l2", "stripe", "r2", "c2", 1, 0));
            t.links().insert(link("l4", "stripe", null, "c4", 1, 0));
        });

        assertThat(readList(t -> t.links().ofRecord("r1")))
                .extracting(Link::integration)
                .containsExactly("shop", "stripe");
        assertThat(readList(t -> t.links().ofRecord("r9"))).isEmpty();
        assertThat(readList(t -> t.links().page("stripe", "customer", null, 2)))
                .extracting(Link::id)
                .containsExactly("l2", "l3");
        assertThat(readList(t -> t.links().page("stripe", "customer", "l3", 2)))
                .extracting(Link::id)
                .containsExactly("l4");
        assertThat(readList(t -> t.links().page("stripe", "product", null, 2))).isEmpty();
    }

    @Test
    void countsAndKnowsTheGreatestEffectSequence() {
        assertThat(readLong(t -> t.links().greatestEffectSequence("stripe"))).isZero();
        write(t -> {
            t.links().insert(link("l1", "stripe", "r1", "c1", 1, 7));
            t.links().insert(link("l2", "stripe", "r2", null, 1, 3));
            t.links().insert(link("l3", "shop", "r1", "c1", 1, 99));
        });

        assertThat(readLong(t -> t.links().greatestEffectSequence("stripe"))).isEqualTo(7);
        assertThat(readLong(t -> t.links().greatestEffectSequence("other"))).isZero();
        assertThat(readMap(t -> t.links().countByState("stripe")))
                .containsEntry(Link.State.LINKED, 1L)
                .containsEntry(Link.State.NEW, 1L)
                .containsEntry(Link.State.APART, 0L);
    }

    @Test
    void listsWhatHadAnEffectAfterASequence() {
        write(t -> {
            t.links().insert(link("l1", "stripe", "r1", "c1", 1, 7));
            t.links().insert(link("l2", "stripe", "r2", "c2", 1, 3));
            t.links().insert(link("l3", "stripe", "r3", "c3", 1, 5));
            t.links().insert(link("l4", "shop", "r1", "c1", 1, 99));
        });

        assertThat(readList(t -> t.links().effectsAfter("stripe", 3, 9)))
                .extracting(Link::id)
                .containsExactly("l3", "l1");
        assertThat(readList(t -> t.links().effectsAfter("stripe", 0, 2)))
                .extracting(Link::id)
                .containsExactly("l2", "l3");
        assertThat(readList(t -> t.links().effectsAfter("stripe", 7, 9))).isEmpty();
    }

    @Test
    void anEndedLinkLetsGoOfItsRecordAndItsObjectAndStays() {
        write(t -> t.links().insert(link("l1", "r1", "cus_1")));
        Link ended = ended(link("l1", "r1", "cus_1"), NOON);
        write(t -> t.links().update(ended));

        assertThat(readOptional(t -> t.links().find("l1"))).contains(ended);
        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1"))).isEmpty();
        assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_1")))
                .isEmpty();
        assertThat(readList(t -> t.links().page("stripe", "customer", null, 9))).isEmpty();

        write(t -> t.links().insert(link("l0", "r1", "cus_1")));
        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                .map(Link::id)
                .contains("l0");
        assertThat(readList(t -> t.links().ofRecord("r1"))).extracting(Link::id).containsExactly("l0", "l1");
        assertThat(readMap(t -> t.links().countByState("stripe")))
                .containsEntry(Link.State.LINKED, 1L)
                .containsEntry(Link.State.ENDED, 1L);
    }

    @Test
    void knowsWhichOfTheEndedLinksEndedLast() {
        write(t -> {
            for (String id : List.of("l1", "l2", "l3")) {
                t.links().insert(link(id, "r1", "cus_1"));
                Instant end = NOON.plusNanos(id.equals("l2") ? 2 : 1);
                t.links().update(ended(link(id, "r1", "cus_1"), end));
            }
            t.links().insert(link("l4", "r1", "cus_1"));
            t.links().insert(link("l5", "shop", "r2", "cus_1", 1, 0));
            t.links().update(ended(link("l5", "shop", "r2", "cus_1", 1, 0), NOON));
        });

        assertThat(readOptional(t -> t.links().lastEndedOfRecord("stripe", "r1")))
                .map(Link::id)
                .contains("l2");
        assertThat(readOptional(t -> t.links().lastEndedOfObject("stripe", "customer", "cus_1")))
                .map(Link::id)
                .contains("l2");
        assertThat(readOptional(t -> t.links().lastEndedOfRecord("stripe", "r2")))
                .isEmpty();
        assertThat(readOptional(t -> t.links().lastEndedOfRecord("stripe", "r")))
                .isEmpty();
        assertThat(readOptional(t -> t.links().lastEndedOfObject("stripe", "product", "cus_1")))
                .isEmpty();
        assertThat(readOptional(t -> t.links().lastEndedOfObject("stripe", "customer", "cus_")))
                .isEmpty();
    }

    @Test
    void countsLiveLinksAndThoseThatEndedSince() {
        write(t -> {
            t.links().insert(link("l1", "r1", "cus_1"));
            t.links().insert(link("l2", "r2", "cus_2"));
            t.links().update(ended(link("l2", "r2", "cus_2"), NOON));
            t.links().insert(link("l3", "r3", "cus_3"));
            t.links().update(ended(link("l3", "r3", "cus_3"), NOON.plusNanos(1)));
            t.links().insert(link("l4", null, "cus_4"));
            t.links().update(ended(link("l4", null, "cus_4"), NOON.plusNanos(1)));
            t.links().insert(link("l5", "shop", "r1", "cus_1", 1, 0));
        });

        assertThat(readLong(t -> t.links().countLive("stripe", "customer"))).isEqualTo(1);
        assertThat(readLong(t -> t.links().countEnded("stripe", "customer", NOON)))
                .isEqualTo(2);
        assertThat(readLong(t -> t.links().countEnded("stripe", "customer", NOON.plusNanos(1))))
                .isEqualTo(1);
        assertThat(readLong(t -> t.links().countEnded("shop", "customer", NOON)))
                .isZero();
    }
}
