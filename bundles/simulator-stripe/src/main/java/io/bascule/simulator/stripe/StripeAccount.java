/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;

/** The account behind the key: enough for a client to check its connection. */
final class StripeAccount {
    private StripeAccount() {}

    static ObjectNode account() {
        ObjectNode account = Json.object().put("id", "acct_1BasculeSimulator").put("object", "account");
        account.putNull("business_profile");
        account.putNull("business_type");
        account.putObject("capabilities").put("card_payments", "active").put("transfers", "active");
        account.put("charges_enabled", true);
        account.putObject("controller").put("type", "account");
        account.put("country", "US");
        account.put("created", 1_577_836_800L);
        account.put("default_currency", "usd");
        account.put("details_submitted", true);
        account.put("email", "account@simulator.example");
        account.putObject("metadata");
        account.put("payouts_enabled", true);
        account.putObject("settings")
                .putObject("dashboard")
                .put("display_name", "Stripe simulator")
                .put("timezone", "Etc/UTC");
        account.put("type", "standard");
        return account;
    }

    static ObjectNode balance() {
        ObjectNode balance = Json.object().put("object", "balance");
        for (String kind : new String[] {"available", "pending"}) {
            ObjectNode amount = balance.putArray(kind).addObject();
            amount.put("amount", 0)
                    .put("currency", "usd")
                    .putObject("source_types")
                    .put("card", 0);
        }
        balance.put("livemode", false);
        return balance;
    }
}
