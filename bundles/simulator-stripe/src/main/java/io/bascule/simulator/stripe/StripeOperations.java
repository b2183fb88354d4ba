/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import io.bascule.simulator.kit.Faults;
import io.bascule.simulator.kit.Router;
import io.bascule.simulator.kit.SimulatorClock;
import java.util.function.Supplier;

/** The paths of the API and what they lead to. */
final class StripeOperations {
    private final StripeTypes types;
    private final ObjectOperations objects;
    private final EventOperations events;
    private final InvoiceOperations invoices;
    private final InvoiceLineOperations lines;
    private final InvoiceItemOperations items;

    StripeOperations(
            StripeTypes types,
            StripeState state,
            StripeWebhooks webhooks,
            SimulatorClock clock,
            Faults faults,
            Supplier<StripeSettings> settings) {
        Writes writes = new Writes(state, webhooks);
        Pricing pricing = new Pricing(types);
        Drafts drafts = new Drafts(types);
        this.types = types;
        this.objects = new ObjectOperations(state, writes, clock, faults, settings);
        this.events = new EventOperations(state, webhooks, clock, settings);
        this.invoices = new InvoiceOperations(types, drafts, writes);
        this.items = new InvoiceItemOperations(types, drafts, pricing, writes);
        this.lines = new InvoiceLineOperations(types, drafts, pricing, items, state, writes);
    }

    Router<Operation> routes() {
        Router<Operation> routes = new Router<>();
        types.plain().forEach(type -> objects.addRoutes(routes, type));
        objects.addReads(routes, types.invoices());
        objects.addReads(routes, types.items());
        invoices.addRoutes(routes);
        lines.addRoutes(routes);
        items.addRoutes(routes);
        events.addRoutes(routes);
        return routes.add("GET", "/v1/account", call -> StripeAccount.account())
                .add("GET", "/v1/balance", call -> StripeAccount.balance());
    }
}
