/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.Locale;

/** The three sides that are kept in agreement. */
public enum Side {
    CATALOG,
    SHOP,
    STRIPE;

    /** The name in journals and results, for example {@code "shop"}; for a system also its integration's name. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The side of a name. */
    public static Side of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
