/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Four thousand creates in two tables where nothing but the key that the database gives is unique and nothing holds a marker. A
 * fifth are committed and get no answer; one in twenty shares its match key with another; one in fifty has none. Each record
 * either comes to one row or waits for a person, and no record comes to two. {@code -Dbascule.creates=5000}: so many in each table.
 */
class TableCreatesTest {
    /** In each of two tables. */
    private static final int RECORDS = Integer.getInteger("bascule.creates", 2_000);

    private static final int FEW_RECORDS = 200;
    /** One in so many shares its key with one other. */
    private static final int SHARING = 20;
    /** One in so many has no key. */
    private static final int BLANK = 50;

    /** The connections, one for each table: a pool of connections takes 30 ms for each one lost, whoever waits. */
    private static final String CUSTOMERS = "customers";

    private static final String PRODUCTS = "products";

    private static final String ONE_ROW = "one row for each record, by the token in its name";
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path data;

    @Test
    void everyRecordComesToOneRowOrWaitsForAPerson(TestReporter reporter) throws Exception {
        for (Tally tally : createsAll(RECORDS, Faults.NONE)) {
            reporter.publishEntry(tally.toString());
            assertThat(tally.linked() + tally.twins() + tally.unknown()).isEqualTo(RECORDS);
            assertThat(tally.twins()).as("the second of each two").isEqualTo(RECORDS / SHARING / 2);
            assertThat(tally.unknown()).as("of those without a key").isBetween(1, RECORDS / BLANK);
        }
    }

    /** That the judge of the other test can say no. */
    @Test
    void withoutALookUpBeforeTheRetryRowsAreDoubled() {
        assertThatThrownBy(() -> createsAll(FEW_RECORDS, Hub.without(Mistake.NO_LOOKUP)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(ONE_ROW);
    }

    /** Creates records of two types, reads all that is in the tables, and judges what came of the records. */
    private List<Tally> createsAll(int count, Faults faults) throws Exception {
        try (Shop shop = new Shop(data.resolve("shop"), commit -> commit % 5 == 0);
                Hub hub = hub(shop, faults)) {
            List<CatalogRecord> customers = hub.create("customer", records(count, "email"));
            List<CatalogRecord> products = hub.create("product", records(count, "sku"));
            hub.settle(LIMIT);
            hub.runner(CUSTOMERS).pollNow();
            hub.runner(PRODUCTS).pollNow();
            hub.settle(LIMIT);

            assertThat(shop.cuts()).isGreaterThanOrEqualTo(2 * (count - count / SHARING) / 5);
            return List.of(
                    judge(
                            hub,
                            CUSTOMERS,
                            customers,
                            "email",
                            shop.rows("SELECT \"CustomerNo\", \"FullName\" FROM \"Customer\"")),
                    judge(
                            hub,
                            PRODUCTS,
                            products,
                            "sku",
                            shop.rows("SELECT \"ProductNo\", \"Name\" FROM \"Product\"")));
        }
    }

    /** What became of the records of one type: linked with a row, parked as a twin, parked with an unknown create. */
    private record Tally(int linked, int twins, int unknown) {}

    private static List<Fields> records(int count, String key) {
        return IntStream.range(0, count).mapToObj(i -> record(i, count, key)).toList();
    }

    /** Those that share a key lie far apart, or the claims of lanes at work would be all that is tried. */
    private static Fields record(int number, int count, String key) {
        Fields fields = Fields.EMPTY.with("name", Value.of("name " + number));
        int shared = number % SHARING == 0 ? number % (count / 2) : number;
        return number % BLANK == 7 ? fields : fields.with(key, Value.of("k" + shared + "@example.org"));
    }

    private static Tally judge(
            Hub hub, String integration, List<CatalogRecord> records, String key, List<String> rows) {
        Map<String, Work> parked = new HashMap<>();
        hub.parked(integration).forEach(work -> parked.put(work.linkId(), work));
        Map<String, String> numberByName = new HashMap<>();
        rows.forEach(row -> numberByName.put(row.substring(row.indexOf(' ') + 1), row.substring(0, row.indexOf(' '))));
        assertThat(numberByName).as(ONE_ROW).hasSameSizeAs(rows);
        assertThat(hub.count(records.get(0).type()))
                .as("no row became a record of its own")
                .isEqualTo(records.size());

        int linked = 0;
        int twins = 0;
        int unknown = 0;
        Set<String> accounted = new HashSet<>();
        for (CatalogRecord record : records) {
            String name = Objects.requireNonNull(record.fields().text("name"));
            Link link = hub.link(integration, record);
            Work work = parked.get(link.id());
            if (link.externalId() != null) {
                assertThat(link.externalId()).as(name).isEqualTo(numberByName.get(name));
                assertThat(work).as(name).isNull();
                accounted.add(name);
                linked++;
            } else if (work == null) {
                throw new AssertionError(name + " is neither in the table nor parked");
            } else if (ErrorCode.UNKNOWN_CREATE.text().equals(work.code())) {
                assertThat(work.state()).as(name).isEqualTo(Work.State.PARKED_FOR_PERSON);
                assertThat(record.fields().text(key)).as(name).isNull();
                assertThat(numberByName).as(name + " was committed").containsKey(name);
                accounted.add(name);
                unknown++;
            } else {
                assertThat(work.state()).as(name).isEqualTo(Work.State.PARKED_FOR_PERSON);
                assertThat(work.code()).as(name).isEqualTo(ErrorCode.SUSPECTED_TWIN.text());
                assertThat(numberByName).as(name).doesNotContainKey(name);
                twins++;
            }
        }
        assertThat(accounted).as("every row belongs to a record").isEqualTo(numberByName.keySet());
        return new Tally(linked, twins, unknown);
    }

    private Hub hub(Shop shop, Faults faults) throws Exception {
        Hub hub = Hub.inMemory(data.resolve("hub"), faults);
        hub.secret("shop", Shop.USER);
        for (String name : List.of(CUSTOMERS, PRODUCTS)) {
            hub.connect(
                    name,
                    "jdbc",
                    Map.of(
                            "url", shop.url(),
                            "user", Shop.USER,
                            "password", "secret:shop",
                            "pool.size", "10",
                            "tables", Shop.TABLES,
                            "poll.seconds", "2",
                            "lanes", "8"));
        }
        hub.map(CUSTOMERS, "customer", Map.of());
        hub.map(PRODUCTS, "product", Map.of());
        hub.start();
        return hub;
    }
}
