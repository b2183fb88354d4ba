/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the systems hold before Bascule comes.
 *
 * @param customers a third of those of the shop are known to Stripe as well, many of these with differing fields; some are
 *     known to Stripe alone
 * @param products the shop's products; fields by catalog path
 */
public record SeedData(List<SeedCustomer> customers, List<SortedMap<String, String>> products) {
    /** Share of the shop's customers, and of the differences among them, as one in so many. */
    private static final int ONE_IN_SHARED = 3;

    private static final int ONE_IN_CASE = 8;
    private static final int ONE_IN_STRIPE_ALONE = 33;

    /** Copies the lists. */
    public SeedData {
        customers = List.copyOf(customers);
        products = List.copyOf(products);
    }

    /**
     * Makes data.
     *
     * @param seed the same seed makes the same data
     * @param shopCustomers how many customers the shop has, for example 2000
     * @param shopProducts how many products, for example 200
     */
    public static SeedData generate(long seed, int shopCustomers, int shopProducts) {
        SplittableRandom random = new SplittableRandom(seed);
        CustomerGenerator generator = new CustomerGenerator(random.split());
        SplittableRandom sharing = random.split();
        List<SeedCustomer> customers = new ArrayList<>();
        for (int i = 0; i < shopCustomers; i++) {
            SortedMap<String, String> shop = generator.next();
            boolean shared = i % ONE_IN_SHARED == 0;
            customers.add(new SeedCustomer(shop, shared ? asStripeKnows(shop, sharing) : Collections.emptySortedMap()));
        }
        for (int i = 0; i < shopCustomers / ONE_IN_STRIPE_ALONE; i++) {
            customers.add(new SeedCustomer(Collections.emptySortedMap(), forStripe(generator.next())));
        }
        return new SeedData(customers, new ProductGenerator(random.split()).products(shopProducts));
    }

    private static SortedMap<String, String> asStripeKnows(SortedMap<String, String> shop, SplittableRandom random) {
        SortedMap<String, String> stripe = forStripe(shop);
        if (random.nextInt(ONE_IN_CASE) == 0) {
            stripe.compute("email", (path, email) -> capitalised(String.valueOf(email)));
        }
        switch (random.nextInt(6)) {
            case 0 -> stripe.put("phone", "+43 660 " + (1_000_000 + random.nextInt(9_000_000)));
            case 1 -> stripe.remove("notes");
            case 2 -> stripe.put("notes", "Invoice by e-mail, reference " + (1000 + random.nextInt(9000)));
            case 3 -> stripe.compute("name", (path, name) -> initials(String.valueOf(name)));
            case 4 -> {
                stripe.put(CustomerGenerator.BILLING + "city", "Sankt Pölten");
                stripe.remove("phone");
            }
            default -> {
                // The same on both sides.
            }
        }
        return stripe;
    }

    /** What a payment service is told of a customer. */
    private static SortedMap<String, String> forStripe(SortedMap<String, String> customer) {
        SortedMap<String, String> known = new TreeMap<>(customer);
        known.keySet().removeIf(path -> path.equals("vat_id") || path.startsWith(CustomerGenerator.SHIPPING));
        return known;
    }

    private static String capitalised(String email) {
        return email.substring(0, 1).toUpperCase(Locale.ROOT) + email.substring(1);
    }

    /** "Ada Lovelace" becomes "A. Lovelace". */
    private static String initials(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, name.offsetByCodePoints(0, 1)) + "." + name.substring(space);
    }
}
