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
    /**
     * While a world is loaded: seldom, so that waiting does not outweigh the work.
     *
     * @param customers how many there are; some of the creates lose their answers, in a small world as well
     */
    public static FaultPlan whileLoading(int customers) {
        Scenario scenario = new Scenario();
        scenario.add("applyThenReset", "POST /v1/customers").put("every", Math.max(10, Math.min(90, customers / 20)));
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
        return whileEditing(new Scenario());
    }

    /** The same, and every write to Stripe takes two seconds before it is done. */
    public static FaultPlan slowStripe() {
        Scenario scenario = new Scenario();
        scenario.add("latency", "POST /v1/**").put("every", 1).put("delay", "2s");
        return whileEditing(scenario);
    }

    private static FaultPlan whileEditing(Scenario scenario) {
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
