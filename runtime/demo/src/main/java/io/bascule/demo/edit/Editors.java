/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import io.bascule.demo.oracle.Change;
import io.bascule.demo.oracle.Edit;
import io.bascule.demo.oracle.Edit.Kind;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users at work on all sides: changes at a steady rate, the same field on two sides within moments, new customers and products,
 * the same new customer on two sides at once. What they do is drawn from a seed; when exactly it happens is not.
 */
public final class Editors implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Editors.class);
    private static final int THREADS = 8;
    private static final int LONGEST_GAP_MS = 250;
    private static final List<String> CUSTOMER_FIELDS = List.of("notes", "notes", "phone", "name");
    private static final List<String> PRODUCT_FIELDS = List.of("description", "name");

    private final Map<Side, EditableSide> sides;
    private final List<Target> customers;
    private final List<Target> products;
    private final EditJournal journal;
    private final InstantSource clock;
    private final Tokens tokens = new Tokens();
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger newcomers = new AtomicInteger();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(1);
    private final ExecutorService hands = Executors.newFixedThreadPool(THREADS);
    private final SplittableRandom random;

    /**
     * @param sides all three
     * @param customers those that all sides hold
     * @param products those that the catalog and the shop hold
     * @param random what is drawn from; used by one thread
     */
    public Editors(
            Map<Side, EditableSide> sides,
            List<Target> customers,
            List<Target> products,
            EditJournal journal,
            InstantSource clock,
            SplittableRandom random) {
        this.sides = Map.copyOf(sides);
        this.customers = List.copyOf(customers);
        this.products = List.copyOf(products);
        this.journal = journal;
        this.clock = clock;
        this.random = random;
    }

    /** How many edits have been answered. */
    public long done() {
        return done.get();
    }

    /** Begins; returns at once. */
    public void start(EditPlan plan) {
        for (Side side : Side.values()) {
            every(plan.updateEvery(), () -> updateSomething(side));
        }
        every(plan.conflictEvery(), this::collide);
        every(plan.createEvery(), this::introduce);
    }

    /** Stops beginning edits, and returns when those under way have ended or a minute has passed. */
    @Override
    public void close() {
        schedule.shutdown();
        try {
            if (!schedule.awaitTermination(10, TimeUnit.SECONDS)) {
                schedule.shutdownNow();
            }
            hands.shutdown();
            if (!hands.awaitTermination(1, TimeUnit.MINUTES)) {
                hands.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hands.shutdownNow();
        }
    }

    private void every(Duration interval, Runnable draw) {
        Object ignored = schedule.scheduleAtFixedRate(
                () -> guarded(draw), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        Objects.requireNonNull(ignored);
    }

    /** An editor that throws would never be called again. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("An editor failed", e);
        }
    }

    private void later(int delayMillis, Runnable work) {
        Object ignored =
                schedule.schedule(() -> hands.execute(() -> guarded(work)), delayMillis, TimeUnit.MILLISECONDS);
        Objects.requireNonNull(ignored);
    }

    private void updateSomething(Side side) {
        boolean product = side != Side.STRIPE && random.nextInt(5) == 0 && !products.isEmpty();
        Target target = pick(product ? products : customers);
        String field = pick(product ? PRODUCT_FIELDS : CUSTOMER_FIELDS);
        later(0, () -> update(side, target, field));
    }

    private void collide() {
        Target target = pick(customers);
        String field = pick(CUSTOMER_FIELDS);
        List<Side> two = pick(List.of(
                List.of(Side.SHOP, Side.STRIPE),
                List.of(Side.SHOP, Side.CATALOG),
                List.of(Side.CATALOG, Side.STRIPE),
                List.of(Side.STRIPE, Side.SHOP)));
        later(0, () -> update(two.get(0), target, field));
        later(random.nextInt(LONGEST_GAP_MS), () -> update(two.get(1), target, field));
    }

    private void introduce() {
        int number = newcomers.incrementAndGet();
        switch (number % 5) {
            case 0 -> {
                // The shop first, as a customer registers there and then pays.
                later(0, () -> create(Side.SHOP, "customer", newCustomer(number)));
                later(random.nextInt(LONGEST_GAP_MS), () -> create(Side.STRIPE, "customer", newCustomer(number)));
            }
            case 1 -> later(0, () -> create(Side.SHOP, "customer", newCustomer(number)));
            case 2 -> later(0, () -> create(Side.STRIPE, "customer", newCustomer(number)));
            case 3 -> later(0, () -> create(Side.CATALOG, "customer", newCustomer(number)));
            default ->
                later(0, () -> create(number % 2 == 0 ? Side.SHOP : Side.CATALOG, "product", newProduct(number)));
        }
    }

    private static SortedMap<String, String> newCustomer(int number) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("name", "Nové Jméno " + number);
        fields.put("email", "newcomer" + number + "@example.org");
        return fields;
    }

    private static SortedMap<String, String> newProduct(int number) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("sku", "NEW-" + number);
        fields.put("name", "Novelty No. " + number);
        fields.put("active", "true");
        fields.put("price.amount", "12.5");
        fields.put("price.currency", "EUR");
        return fields;
    }

    private void create(Side side, String type, SortedMap<String, String> given) {
        String id = tokens.nextId();
        SortedMap<String, String> fields = new TreeMap<>(given);
        String described = type.equals("customer") ? "notes" : "description";
        fields.put(described, Tokens.value(id, described, "New here"));
        SortedMap<String, Change> changes = new TreeMap<>();
        fields.forEach((path, value) -> changes.put(path, new Change(null, value)));
        Subject subject = new Subject(type, String.valueOf(fields.get(type.equals("customer") ? "email" : "sku")));
        journal.write(new Edit(id, Kind.CREATE, side, subject, null, changes, Outcome.UNKNOWN, clock.instant()));
        EditableSide.Created created = sideOf(side).create(type, fields);
        journal.write(
                new Edit(id, Kind.CREATE, side, subject, created.id(), changes, created.outcome(), clock.instant()));
        done.incrementAndGet();
    }

    private void update(Side side, Target target, String field) {
        Update update = new Update(tokens.nextId(), side, target, field);
        Outcome outcome = sideOf(side)
                .update(target.subject().type(), String.valueOf(target.ids().get(side)), field, update::announce);
        update.finish(outcome);
        done.incrementAndGet();
    }

    private EditableSide sideOf(Side side) {
        return Objects.requireNonNull(sides.get(side), () -> "No side " + side);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** One update under way; used by one thread. */
    private final class Update {
        private final String id;
        private final Side side;
        private final Target target;
        private final String field;
        private @Nullable Change change;

        private Update(String id, Side side, Target target, String field) {
            this.id = id;
            this.side = side;
            this.target = target;
            this.field = field;
        }

        private String announce(@Nullable String current) {
            Change next = new Change(current, Tokens.value(id, field, current));
            change = next;
            write(next, Outcome.UNKNOWN);
            return Objects.requireNonNull(next.after());
        }

        private void finish(Outcome outcome) {
            Change announced = change;
            if (announced != null) {
                write(announced, outcome);
            }
        }

        private void write(Change written, Outcome outcome) {
            journal.write(new Edit(
                    id,
                    Kind.UPDATE,
                    side,
                    target.subject(),
                    target.ids().get(side),
                    new TreeMap<>(Map.of(field, written)),
                    outcome,
                    clock.instant()));
        }
    }
}
