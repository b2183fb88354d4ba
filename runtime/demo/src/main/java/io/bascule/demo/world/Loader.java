/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import io.bascule.demo.edit.EditableSide;
import io.bascule.demo.oracle.Change;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.Subject;
import io.bascule.demo.seed.SeedCustomer;
import io.bascule.demo.seed.SeedData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings the seed data into the shop and into Stripe, before Bascule is connected to either. */
public final class Loader {
    private static final int THREADS = 6;

    private final World world;

    /** @param world whose shop and Stripe are empty */
    public Loader(World world) {
        this.world = world;
    }

    /**
     * Loads everything.
     *
     * @return what was loaded, as edits that must not be lost either
     */
    public List<Edit> load(SeedData data) throws InterruptedException {
        ExecutorService hands = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Edit>> stripe = new ArrayList<>();
            for (SeedCustomer customer : data.customers()) {
                if (!customer.stripe().isEmpty()) {
                    Callable<Edit> create = () -> createInStripe(customer.stripe());
                    stripe.add(hands.submit(create));
                }
            }
            List<Edit> seeds = new ArrayList<>(insertIntoShop(
                    FieldMap.CUSTOMER,
                    data.customers().stream()
                            .map(SeedCustomer::shop)
                            .filter(fields -> !fields.isEmpty())
                            .toList()));
            seeds.addAll(insertIntoShop(FieldMap.PRODUCT, data.products()));
            for (Future<Edit> created : stripe) {
                seeds.add(created.get());
            }
            return seeds;
        } catch (ExecutionException e) {
            throw new WorldFailure("Stripe can't be filled: " + e.getCause(), e.getCause());
        } finally {
            hands.shutdownNow();
        }
    }

    private List<Edit> insertIntoShop(String type, List<SortedMap<String, String>> rows) {
        List<Long> keys = world.shopOwner().insertAll(type, rows);
        List<Edit> seeds = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            seeds.add(seed(Side.SHOP, type, Long.toString(keys.get(i)), rows.get(i)));
        }
        return seeds;
    }

    private Edit createInStripe(SortedMap<String, String> fields) {
        EditableSide.Created created = world.stripe().create(FieldMap.CUSTOMER, fields);
        String id = created.id();
        if (id == null) {
            throw new WorldFailure("Stripe does not take the customer " + fields.get("email"));
        }
        return seed(Side.STRIPE, FieldMap.CUSTOMER, id, fields);
    }

    private Edit seed(Side side, String type, String id, SortedMap<String, String> fields) {
        Instant now = world.waiting().clock().instant();
        SortedMap<String, Change> changes = new TreeMap<>();
        fields.forEach((path, text) -> changes.put(path, new Change(null, normalised(path, text))));
        Subject subject = new Subject(type, String.valueOf(fields.get(FieldMap.keyOf(type))));
        return new Edit(
                side.text() + "-" + id, Edit.Kind.SEED, side, subject, id, changes, Edit.Outcome.ACKNOWLEDGED, now);
    }

    /** As it will be read again. */
    private static String normalised(String path, String text) {
        return path.equals("price.amount") ? FlatFields.number(new java.math.BigDecimal(text)) : text;
    }
}
