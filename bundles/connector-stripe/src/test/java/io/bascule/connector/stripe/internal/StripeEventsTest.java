/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Position;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StripeEventsTest {
    private static final long START = 1_795_000_000;

    private final EventStream stream = new EventStream();
    private Instant now = Instant.parse("2026-11-24T04:32:00Z");
    private final StripeEvents events = new StripeEvents(
            new StripeClient(stream, "v"),
            new StripeRecords(TestSettings.stripe()),
            new StripeErrors(() -> now),
            () -> now,
            TestSettings.stripe("events.overlap.seconds", "5"));

    private ChangePage read(Position since, int limit) {
        return events.changes(StripeType.CUSTOMERS, since, limit);
    }

    /** Reads until no more is known; checks the order and the length of each position. */
    private Position readAll(Position since, int limit, Set<String> objects) {
        Position position = since;
        for (int round = 0; round < 3000; round++) {
            ChangePage page = read(position, limit);
            List<Instant> times = new ArrayList<>();
            for (Change change : page.changes()) {
                objects.add(change.id());
                times.add(change.at());
            }
            assertThat(times).isSorted();
            assertThat(page.next().text().length()).isLessThanOrEqualTo(4000);
            position = page.next();
            if (!page.more()) {
                return position;
            }
        }
        throw new AssertionError("No end after 3000 pages: " + position.text());
    }

    private static Set<String> objectsOf(List<String> ids) {
        Set<String> objects = new LinkedHashSet<>();
        ids.forEach(id -> objects.add(EventStream.objectOf(id)));
        return objects;
    }

    @Test
    void anEmptyStreamHasAPositionFromWhichTheFirstEventIsFound() {
        Position position = events.latest(StripeType.CUSTOMERS);
        assertThat(read(position, 10)).isEqualTo(new ChangePage(List.of(), position, false));
        String id = stream.add(START, true);
        assertThat(read(position, 10).changes())
                .containsExactly(Change.hint(EventStream.objectOf(id), Instant.ofEpochSecond(START)));
    }

    @Test
    void nothingNewLeavesThePositionEqualAndCostsOneCall() {
        stream.add(START, true);
        Position position = events.latest(StripeType.CUSTOMERS);
        int before = stream.calls;
        assertThat(read(position, 10)).isEqualTo(new ChangePage(List.of(), position, false));
        assertThat(stream.calls - before).isEqualTo(1);
    }

    @Test
    void findsAnEventThatSharesItsSecondWithTheLastOneRead() {
        stream.add(START, true);
        Position position = events.latest(StripeType.CUSTOMERS);
        String tie = stream.add(START, true);
        assertThat(read(position, 10).changes()).extracting(Change::id).containsExactly(EventStream.objectOf(tie));
    }

    @Test
    void findsAnEventThatBecomesVisibleLate() {
        stream.add(START, true);
        Position position = events.latest(StripeType.CUSTOMERS);
        String late = stream.add(START + 1, false);
        String prompt = stream.add(START + 4, true);
        ChangePage first = read(position, 10);
        assertThat(first.changes()).extracting(Change::id).containsExactly(EventStream.objectOf(prompt));
        stream.showAll(Long.MAX_VALUE);
        ChangePage second = read(first.next(), 10);
        assertThat(second.changes()).extracting(Change::id).containsExactly(EventStream.objectOf(late));
        assertThat(read(second.next(), 10).changes()).isEmpty();
    }

    @Test
    void neverCutsThroughASecond() {
        Position position = events.latest(StripeType.CUSTOMERS);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(stream.add(START + i / 3 * 60L, true));
        }
        ChangePage page = read(position, 2);
        assertThat(page.changes()).hasSize(3);
        assertThat(page.more()).isTrue();
        ChangePage rest = read(page.next(), 2);
        assertThat(rest.changes()).extracting(Change::id).containsExactlyElementsOf(objectsOf(ids.subList(3, 6)));
        assertThat(rest.more()).isFalse();
    }

    private final StripeRecords records = new StripeRecords(TestSettings.stripe("metadata.fields", "sku, vat_id"));

    private @Nullable Change changeOf(String type, String data, String key) {
        String event = "{\"id\":\"evt_1\",\"type\":\"" + type + "\",\"created\":5,\"data\":" + data
                + ",\"request\":{\"idempotency_key\":" + key + "}}";
        return StripeEvent.of(Json.readObject(event, "test"), "test").change(StripeType.CUSTOMERS, records);
    }

    private Change.Replaced replacedBy(String object, String previous) {
        Change change = changeOf(
                "customer.updated",
                "{\"object\":{\"id\":\"cus_1\"," + object + "},\"previous_attributes\":" + previous + "}",
                "\"bsc-1\"");
        return Objects.requireNonNull(Objects.requireNonNull(change).replaced());
    }

    private static @Nullable Value at(Fields fields, String path) {
        return FieldPath.of(path).get(fields);
    }

    @Test
    void tellsWhatAnUpdateReplacedWhatItLeftAndByWhichKey() {
        Change.Replaced replaced = replacedBy("\"phone\":\"2\",\"name\":\"Ada\"", "{\"phone\":\"1\"}");

        assertThat(replaced.before()).isEqualTo(Fields.EMPTY.with("phone", Value.of("1")));
        assertThat(at(replaced.after(), "phone")).isEqualTo(Value.of("2"));
        assertThat(at(replaced.after(), "name")).isEqualTo(Value.of("Ada"));
        assertThat(replaced.key()).isEqualTo("bsc-1");
    }

    @Test
    void tellsEachFieldOfAnAddressThatWasNoneAsNull() {
        Change.Replaced replaced = replacedBy("\"address\":{\"city\":\"Linz\"}", "{\"address\":null}");

        assertThat(at(replaced.before(), "address.city")).isEqualTo(Value.ofNull());
        assertThat(at(replaced.before(), "address.line1")).isEqualTo(Value.ofNull());
        assertThat(at(replaced.before(), "shipping.address.city")).isNull();
        assertThat(at(replaced.before(), "phone")).isNull();
    }

    @Test
    void tellsOfAnAddressOnlyTheFieldsThatChanged() {
        Change.Replaced replaced =
                replacedBy("\"address\":{\"city\":\"Linz\",\"line1\":\"Weg 1\"}", "{\"address\":{\"city\":\"Wien\"}}");

        assertThat(at(replaced.before(), "address.city")).isEqualTo(Value.of("Wien"));
        assertThat(at(replaced.before(), "address.line1")).isNull();
    }

    @Test
    void tellsOfMetadataOnlyTheKeysThatChanged() {
        Change.Replaced replaced =
                replacedBy("\"metadata\":{\"sku\":\"B\",\"vat_id\":\"U1\"}", "{\"metadata\":{\"sku\":null}}");

        assertThat(at(replaced.before(), "metadata.sku")).isEqualTo(Value.ofNull());
        assertThat(at(replaced.before(), "metadata.vat_id")).isNull();
    }

    @Test
    void whatARequestWithoutKeyReplacedIsNotToldForItCannotBeOurs() {
        Change change = changeOf(
                "customer.updated",
                "{\"object\":{\"id\":\"cus_1\"},\"previous_attributes\":{\"phone\":\"1\"}}",
                "null");

        assertThat(change).isEqualTo(Change.hint("cus_1", Instant.ofEpochSecond(5)));
    }

    @Test
    void tellsAnEndAsDeleted() {
        assertThat(changeOf("customer.deleted", "{\"object\":{\"id\":\"cus_1\"}}", "null"))
                .isEqualTo(new Change("cus_1", null, true, Instant.ofEpochSecond(5), null));
    }

    @Test
    void catchesUpOnALongBacklogInAReasonableNumberOfCalls() {
        Position position = events.latest(StripeType.CUSTOMERS);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(stream.add(START + i * 100L, true));
        }
        Set<String> found = new LinkedHashSet<>();
        readAll(position, 500, found);
        assertThat(found).containsExactlyElementsOf(objectsOf(ids));
        // 200 pages hold them; what is above that is the price of finding the width and of cutting at the limit.
        assertThat(stream.calls).isLessThan(700);
    }

    @Test
    void copesWithMoreEventsInASecondThanAPositionCanHold() {
        stream.add(START - 1000, true);
        Position position = events.latest(StripeType.CUSTOMERS);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            ids.add(stream.add(START, true));
        }
        Set<String> found = new LinkedHashSet<>();
        Position after = readAll(position, 100, found);
        assertThat(found).containsExactlyInAnyOrderElementsOf(objectsOf(ids));
        found.clear();
        Position settled = readAll(after, 100, found);
        found.clear();
        assertThat(readAll(settled, 100, found)).isEqualTo(settled);
        assertThat(found).isEmpty();
        String tie = stream.add(START, true);
        readAll(settled, 100, found);
        assertThat(found).contains(EventStream.objectOf(tie));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingOfAMovingStreamWithTiesAndLateEvents(int seed) {
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        Position position = events.latest(StripeType.CUSTOMERS);
        long[] time = {START};
        stream.atEachCall = () -> {
            int burst = random.nextInt(10) == 0 ? 400 : random.nextInt(20);
            for (int i = 0; i < burst && ids.size() < 6000; i++) {
                time[0] += random.nextInt(4) == 0 ? 1 : 0;
                // Visible at the latest when the time is five seconds on, as the overlap allows.
                ids.add(stream.add(time[0], random.nextInt(5) != 0));
            }
            time[0] += random.nextInt(50) == 0 ? 100_000 : 0;
            stream.showAll(time[0] - 4);
        };
        Set<String> found = new LinkedHashSet<>();
        int limit = 1 + random.nextInt(300);
        while (ids.size() < 6000) {
            ChangePage page = read(position, limit);
            page.changes().forEach(change -> found.add(change.id()));
            position = page.next();
        }
        stream.atEachCall = () -> {};
        stream.showAll(Long.MAX_VALUE);
        readAll(position, limit, found);
        Set<String> missing = objectsOf(ids);
        missing.removeAll(found);
        assertThat(missing).isEmpty();
    }

    @Test
    void aPositionOlderThanTheStreamIsExpiredAndAQuietStreamThatIsReadIsNot() {
        stream.add(START, true);
        Position old = events.latest(StripeType.CUSTOMERS);
        Position kept = old;
        for (int day = 0; day < 60; day++) {
            now = now.plus(Duration.ofHours(25));
            kept = read(kept, 10).next();
        }
        assertThat(catchThrowableOfType(BasculeException.class, () -> read(old, 10))
                        .code())
                .isEqualTo(ErrorCode.CURSOR_EXPIRED);
    }

    @Test
    void aPositionOfAnotherFormIsExpired() {
        for (Position position : List.of(
                new Position(2, "{}"), new Position(1, "cus_1"), new Position(1, "{\"created\":1.5,\"at\":1}"))) {
            assertThat(catchThrowableOfType(BasculeException.class, () -> read(position, 10))
                            .code())
                    .isEqualTo(ErrorCode.CURSOR_EXPIRED);
        }
    }
}
