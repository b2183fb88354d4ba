/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One thing that the API can do. */
@FunctionalInterface
interface Operation {
    /**
     * Does it.
     *
     * @return the body of the answer
     * @throws StripeError if it is refused
     */
    ObjectNode perform(Call call);
}
