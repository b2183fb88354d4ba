/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks one parameter and turns its text into its value. */
@FunctionalInterface
interface ParameterType {
    /**
     * @param name with its brackets, for error messages
     * @param raw text, or an object for a hash or list
     * @return the value; JSON null for an attempt to unset
     * @throws StripeError if the value is not acceptable
     */
    JsonNode read(String name, JsonNode raw);
}
