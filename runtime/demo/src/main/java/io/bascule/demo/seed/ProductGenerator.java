/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Invents products, each with a stock number of its own. Not safe for use by several threads. */
final class ProductGenerator {
    private static final List<String> MATERIALS = List.of("Oak", "Walnut", "Linen", "Wool", "Steel", "Cork", "Crème");
    private static final List<String> THINGS =
            List.of("chair", "table", "lamp", "rug", "shelf", "cushion", "mirror", "vase", "bench", "coat rack");
    private static final List<String> UNITS = List.of("piece", "piece", "piece", "set", "metre");

    private final SplittableRandom random;

    ProductGenerator(SplittableRandom random) {
        this.random = random;
    }

    /** So many products; fields by catalog path. */
    List<SortedMap<String, String>> products(int count) {
        List<SortedMap<String, String>> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String material = MATERIALS.get(random.nextInt(MATERIALS.size()));
            String thing = THINGS.get(random.nextInt(THINGS.size()));
            SortedMap<String, String> fields = new TreeMap<>();
            fields.put("sku", "BA-%05d".formatted(1000 + i));
            fields.put("name", material + " " + thing + " No. " + (1 + random.nextInt(99)));
            if (random.nextInt(4) > 0) {
                fields.put("description", "Made to order, ships within " + (2 + random.nextInt(9)) + " days");
            }
            fields.put("active", random.nextInt(12) > 0 ? "true" : "false");
            fields.put("price.amount", (5 + random.nextInt(900)) + "." + (random.nextInt(9) + 1));
            fields.put("price.currency", "EUR");
            fields.put("unit", UNITS.get(random.nextInt(UNITS.size())));
            products.add(fields);
        }
        return products;
    }
}
