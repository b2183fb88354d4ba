/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.customer;
import static io.bascule.testsupport.StoreSamples.email;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.product;
import static io.bascule.testsupport.StoreSamples.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Records and the keys by which they are found. */
abstract class RecordsTableContract extends StoreContract {
    @Test
    void keepsEveryValueExactly() {
        CatalogRecord record = customer("r1", 1, NOON.plusNanos(1));
        write(t -> t.records().insert(record, keys()));

        CatalogRecord found = read(t -> t.records().find("r1").orElseThrow());

        assertThat(found).isEqualTo(record);
        assertThat(found.fields().get("gone")).isEqualTo(Value.ofNull());
        assertThat(found.fields().get("absent")).isNull();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(readOptional(t -> t.records().find("r1"))).isEmpty();
        assertThat(readList(t -> t.records().page("customer", null, 10))).isEmpty();
        assertThat(readList(t -> t.records().changedSince("customer", Instant.EPOCH, null, 10)))
                .isEmpty();
        assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                .isEmpty();
        assertThat(readLong(t -> t.records().count("customer"))).isZero();
    }

    @Test
    void refusesAnIdThatIsTaken() {
        write(t -> t.records().insert(product("r1"), keys()));

        assertStale(t -> t.records().insert(customer("r1", 1, NOON), keys()));
        assertThat(readOptional(t -> t.records().find("r1"))).contains(product("r1"));
    }

    @Test
    void refusesToInsertALaterVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(t -> t.records().insert(customer("r1", 2, NOON), keys())));
    }

    @Test
    void updatesOnlyTheVersionBefore() {
        write(t -> t.records().insert(customer("r1", 1, NOON), keys()));

        assertStale(t -> t.records().update(customer("r1", 1, NOON), keys()));
        assertStale(t -> t.records().update(customer("r1", 3, NOON), keys()));
        assertStale(t -> t.records().update(customer("r2", 2, NOON), keys()));
        write(t -> t.records().update(customer("r1", 2, NOON), keys()));

        assertThat(readOptional(t -> t.records().find("r1"))).contains(customer("r1", 2, NOON));
    }

    @Test
    void pagesOneTypeInTheOrderOfIds() {
        write(t -> {
            for (String id : List.of("r3", "r1", "r4", "r2")) {
                t.records().insert(customer(id, 1, NOON), keys());
            }
            t.records().insert(product("r0"), keys());
            t.records().insert(product("r5"), keys());
        });

        assertThat(readList(t -> t.records().page("customer", null, 3)))
                .extracting(CatalogRecord::id)
                .containsExactly("r1", "r2", "r3");
        assertThat(readList(t -> t.records().page("customer", "r3", 3)))
                .extracting(CatalogRecord::id)
                .containsExactly("r4");
        assertThat(readLong(t -> t.records().count("product"))).isEqualTo(2);
    }

    @Test
    void changedSinceIncludesTheMomentAndGoesOnInsideTies() {
        write(t -> {
            t.records().insert(customer("r1", 1, NOON.plusNanos(2)), keys());
            t.records().insert(customer("r2", 1, NOON.plusNanos(1)), keys());
            t.records().insert(customer("r3", 1, NOON.plusNanos(1)), keys());
            t.records().insert(customer("r4", 1, NOON.plusNanos(1)), keys());
            t.records().insert(customer("r5", 1, NOON), keys());
            t.records().insert(product("r6"), keys());
        });

        assertThat(changedSince(NOON.plusNanos(1), null, 2)).containsExactly("r2", "r3");
        assertThat(changedSince(NOON.plusNanos(1), "r3", 2)).containsExactly("r4", "r1");
        assertThat(changedSince(NOON.plusNanos(2), "r1", 2)).isEmpty();
        assertThat(changedSince(Instant.EPOCH, null, 9)).containsExactly("r5", "r2", "r3", "r4", "r1");

        write(t -> t.records().update(customer("r5", 2, NOON.plusSeconds(1)), keys()));
        assertThat(changedSince(NOON, null, 9)).containsExactly("r2", "r3", "r4", "r1", "r5");
    }

    private List<String> changedSince(Instant since, @Nullable String after, int limit) {
        return read(t -> t.records().changedSince("customer", since, after, limit)).stream()
                .map(CatalogRecord::id)
                .toList();
    }

    @Test
    void findsByKeyInsideOneTypeAndReplacesKeys() {
        MatchKey other = new MatchKey("vat", "a@x.org");
        write(t -> {
            t.records().insert(customer("r2", 1, NOON), keys(email("a@x.org")));
            t.records().insert(customer("r1", 1, NOON), keys(email("a@x.org"), other));
            t.records().insert(product("r3"), keys(email("a@x.org")));
        });

        assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                .containsExactly("r1", "r2");
        assertThat(readList(t -> t.records().findByKey("customer", other))).containsExactly("r1");
        assertThat(readList(t -> t.records().findByKey("customer", email("a@x.or"))))
                .isEmpty();

        write(t -> t.records().update(customer("r1", 2, NOON), keys(email("b@x.org"))));

        assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                .containsExactly("r2");
        assertThat(readList(t -> t.records().findByKey("customer", email("b@x.org"))))
                .containsExactly("r1");
        assertThat(readList(t -> t.records().findByKey("customer", other))).isEmpty();
    }

    @Test
    void keepsTombstonesWhereOnlyTheirIdAndTheirTimeFindThem() {
        CatalogRecord gone = tombstone(customer("r1", 1, NOON), null);
        CatalogRecord merged = tombstone(customer("r2", 1, NOON), "r3");
        write(t -> {
            for (String id : List.of("r1", "r2", "r3")) {
                t.records().insert(customer(id, 1, NOON), keys(email("a@x.org")));
            }
            t.records().update(gone, keys());
            t.records().update(merged, keys());
        });

        assertThat(readOptional(t -> t.records().find("r1"))).contains(gone);
        assertThat(readOptional(t -> t.records().find("r2"))).contains(merged);
        assertThat(readList(t -> t.records().page("customer", null, 9)))
                .extracting(CatalogRecord::id)
                .containsExactly("r3");
        assertThat(readLong(t -> t.records().count("customer"))).isEqualTo(1);
        assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                .containsExactly("r3");
        assertThat(changedSince(NOON.plusNanos(1), null, 9)).containsExactly("r1", "r2");

        write(t -> t.records().update(customer("r1", 3, NOON), keys()));
        assertThat(readList(t -> t.records().page("customer", null, 9)))
                .extracting(CatalogRecord::id)
                .containsExactly("r1", "r3");
    }
}
