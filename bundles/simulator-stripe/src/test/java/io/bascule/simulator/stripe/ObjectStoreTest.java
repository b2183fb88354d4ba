/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ObjectStoreTest {
    private static final int OBJECTS = 20;

    private final SplittableRandom random = new SplittableRandom(1);
    private final ObjectStore store = new ObjectStore(true, new CustomerType().searchFields());

    private ObjectNode customer(String id) {
        ObjectNode customer = Json.object().put("id", id).put("email", "E" + random.nextInt(4) + "@x.example");
        customer.putObject("metadata").put("k", String.valueOf(random.nextInt(4)));
        return customer;
    }

    private void change(int number, Instant now) {
        String id = "cus_" + number;
        if (store.find(id).isEmpty()) {
            store.add(number, id, customer(id), now);
        } else if (store.living(id).isPresent()) {
            if (random.nextInt(10) == 0) {
                store.delete(id, Json.object().put("id", id).put("deleted", true), now);
            } else {
                store.replace(id, customer(id), now);
            }
        }
    }

    @Test
    void aLookUpByTermFindsWhatALookAtEverythingFinds() {
        Instant now = Instant.parse("2026-01-31T12:00:00Z");
        for (int step = 0; step < 2_000; step++) {
            change(random.nextInt(OBJECTS), now);
            now = now.plus(Duration.ofSeconds(random.nextInt(600)));
            String text = random.nextBoolean()
                    ? "email:'e" + random.nextInt(4) + "@X.example'"
                    : "metadata['k']:'" + random.nextInt(4) + "'";
            SearchQuery query = SearchParser.parse(text, new CustomerType().searchFields());
            Instant moment = now.minusSeconds(random.nextInt(3_600));
            assertThat(store.asOf(moment, query.term().orElseThrow()).stream()
                            .filter(query::matches)
                            .toList())
                    .as("step %s, %s", step, text)
                    .isEqualTo(
                            store.asOf(moment).stream().filter(query::matches).toList());
            assertThat(store.byOrder(query.term().orElseThrow()).values().stream()
                            .map(ObjectStore.Row::current)
                            .filter(query::matches)
                            .toList())
                    .isEqualTo(store.byOrder().values().stream()
                            .map(ObjectStore.Row::current)
                            .filter(query::matches)
                            .toList());
        }
    }
}
