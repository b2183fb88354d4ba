/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What goes wrong, and how often. Every kind strikes each n-th time, so that none is left out by chance.
 *
 * @param stripeScenario a scenario for the imitation of Stripe
 * @param shopRates lines for the shop, as {@link ShopProcess#setFaults} takes them
 */
public record FaultPlan(String stripeScenario, String shopRates) {
    /** While thousands of records are loaded: seldom, so that waiting does not outweigh the work. */
    public static FaultPlan whileLoading() {
        Scenario scenario = new Scenario();
        scenario.add("applyThenReset", "POST /v1/customers").put("every", 90);
        scenario.add("latency", "POST /v1/customers").put("every", 60).put("delay", "200ms");
        scenario.add("status", "POST /v1/customers")
                .put("every", 170)
                .put("status", 500)
                .put("applied", true);
        scenario.add("resetBefore", "* /v1/**").put("every", 410);
        scenario.add("garbage", "GET /v1/**").put("every", 610);
        scenario.add("rateLimit", "* /v1/**").put("every", 900).put("retryAfter", "1s");
        return new FaultPlan(scenario.text(), "applyThenReset 10 resetBefore 900");
    }

    /** While people edit: often. */
    public static FaultPlan whileEditing() {
        Scenario scenario = new Scenario();
        scenario.add("applyThenReset", "POST /v1/**").put("every", 17);
        scenario.add("latency", "* /v1/**").put("every", 23).put("delay", "300ms");
        scenario.add("status", "* /v1/**").put("every", 61).put("status", 500);
        scenario.add("resetBefore", "* /v1/**").put("every", 47);
        scenario.add("garbage", "* /v1/**").put("every", 83);
        scenario.add("rateLimit", "* /v1/**").put("every", 101).put("retryAfter", "1s");
        scenario.add("webhookLost", "*").put("every", 11);
        scenario.add("webhookDoubled", "*").put("every", 7);
        scenario.add("webhookLate", "*").put("every", 9).put("delay", "2s");
        return new FaultPlan(scenario.text(), "applyThenReset 12 resetBefore 300");
    }

    private static final class Scenario {
        private final ObjectNode scenario = JsonHttp.JSON.createObjectNode().put("seed", 1);
        private final ArrayNode faults = scenario.putArray("faults");

        private ObjectNode add(String fault, String on) {
            return faults.addObject().put("fault", fault).put("on", on);
        }

        private String text() {
            return scenario.toString();
        }
    }
}
