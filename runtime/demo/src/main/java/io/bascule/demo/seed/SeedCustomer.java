/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.seed;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One customer as each system knows it; fields by catalog path.
 *
 * @param shop what the shop knows; empty if it does not know the customer
 * @param stripe what Stripe knows; empty if it does not know the customer
 */
public record SeedCustomer(SortedMap<String, String> shop, SortedMap<String, String> stripe) {
    /** Copies the maps. */
    public SeedCustomer {
        shop = Collections.unmodifiableSortedMap(new TreeMap<>(shop));
        stripe = Collections.unmodifiableSortedMap(new TreeMap<>(stripe));
        if (shop.isEmpty() && stripe.isEmpty()) {
            throw new IllegalArgumentException("A customer that nobody knows");
        }
    }

    /** Whether both systems know the customer. */
    public boolean onBothSides() {
        return !shop.isEmpty() && !stripe.isEmpty();
    }
}
