/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import java.util.List;

/** The kinds of objects that are imitated. */
record StripeTypes(
        CustomerType customers,
        ProductType products,
        PriceType prices,
        InvoiceType invoices,
        InvoiceItemType items,
        WebhookEndpointType endpoints) {

    static StripeTypes all() {
        return new StripeTypes(
                new CustomerType(),
                new ProductType(),
                new PriceType(),
                new InvoiceType(),
                new InvoiceItemType(),
                new WebhookEndpointType());
    }

    /** Those whose writes have nothing special. */
    List<ResourceType> plain() {
        return List.of(customers, products, prices, endpoints);
    }

    List<ResourceType> list() {
        return List.of(customers, products, prices, invoices, items, endpoints);
    }
}
