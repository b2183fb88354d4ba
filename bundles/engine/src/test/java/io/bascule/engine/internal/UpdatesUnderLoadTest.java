/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.StreamedShop.Build;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty updates of a connector while both sides change: five of the builds are bad, in five ways, and two updates come while
 * everything is listed for the first time. Every edit has a token of its own: names are written in the catalog, notes in the
 * system, so the last token of each customer must stand on both sides in the end.
 */
final class UpdatesUnderLoadTest {
    private static final int CUSTOMERS = 1_200;
    private static final Duration EDITS = Duration.ofMillis(300);
    private static final Duration BETWEEN_UPDATES = UpdatedShop.WATCH.plusSeconds(6);
    private static final Map<Integer, Build> BAD = Map.of(
            2, Build.LOSES_POSITIONS,
            6, Build.FAILS_CHECK,
            9, Build.THROWS_AFTER_WRITE,
            13, Build.HANGS,
            17, Build.LEAKS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Random dice = new Random(7);
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private final List<String> emails = new ArrayList<>();
    private int token;

    @Test
    void nothingIsLostAndNothingIsDoubled() {
        UpdatedShop world = new UpdatedShop(folder);
        for (int i = 0; i < CUSTOMERS; i++) {
            String email = newEmail();
            names.put(email, next());
            notes.put(email, next());
            world.shop().put(customer(email));
        }
        world.run(Duration.ofSeconds(2));
        assertThat(world.records().size()).as("the first load is under way").isBetween(1, CUSTOMERS - 1);

        for (int update = 1; update <= 20; update++) {
            if (update == 3) {
                assertThat(world.updates(Outcome.ROLLED_BACK)).containsExactly("2");
            }
            world.offer(Integer.toString(update), BAD.getOrDefault(update, Build.GOOD));
            editFor(world, BETWEEN_UPDATES);
            if (update <= 2) {
                assertThat(world.records().size())
                        .as("the first load is still under way")
                        .isBetween(1, CUSTOMERS - 1);
            }
        }
        world.run(Duration.ofMinutes(2));

        assertThat(world.updates(Outcome.ROLLED_BACK)).containsExactly("2", "6", "9", "13", "17");
        assertThat(world.updates(Outcome.DONE)).hasSize(15).endsWith("18", "19", "20");
        assertThat(world.installed()).isEqualTo(1);
        world.assertInAgreement();
        Map<String, ExternalRecord> objects = world.objects();
        assertThat(objects.keySet()).hasSize(emails.size());
        for (String email : emails) {
            assertThat(objects.get(String.valueOf(Value.of(email))))
                    .as(email)
                    .extracting(ExternalRecord::fields)
                    .isEqualTo(customer(email));
        }
    }

    private String next() {
        return "t" + ++token;
    }

    private String newEmail() {
        String email = "c" + emails.size() + "@example.org";
        emails.add(email);
        return email;
    }

    private Fields customer(String email) {
        return UpdatedShop.customer(email, String.valueOf(names.get(email)), String.valueOf(notes.get(email)));
    }

    private void editFor(UpdatedShop world, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(EDITS)) {
            edit(world);
            world.run(EDITS);
        }
    }

    /** A new customer on either side now and then; else a name in the catalog and a note in the system. */
    private void edit(UpdatedShop world) {
        int what = dice.nextInt(10);
        if (what < 2) {
            String email = newEmail();
            names.put(email, next());
            notes.put(email, next());
            if (what == 0) {
                world.engine().create("customer", customer(email));
            } else {
                world.shop().put(customer(email));
            }
            return;
        }
        List<CatalogRecord> records =
                world.engine().store().read(tx -> tx.records().page("customer", null, 100_000));
        CatalogRecord record = records.get(dice.nextInt(records.size()));
        String name = next();
        names.put(text(record.fields()), name);
        world.engine().edit(record, Fields.EMPTY.with("name", Value.of(name)));
        List<ExternalRecord> objects = world.shop().objects();
        ExternalRecord object = objects.get(dice.nextInt(objects.size()));
        String note = next();
        notes.put(text(object.fields()), note);
        world.shop().edit(object.id(), Fields.EMPTY.with("note", Value.of(note)));
    }

    private static String text(Fields fields) {
        return fields.get("email") instanceof Value.Text email ? email.text() : "";
    }
}
