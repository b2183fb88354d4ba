/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.broken;

import io.bascule.api.catalog.Catalog;

/** An example of what the rules refuse: a connector that knows the catalog. */
public final class ReadsTheCatalog {
    private final Catalog catalog;

    public ReadsTheCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String toString() {
        return catalog.toString();
    }
}
