/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

/** How the delivery of one event to one endpoint ended. */
public enum WebhookOutcome {
    /** The endpoint answered with a 2xx status. */
    DELIVERED,
    /** The scenario lost it. */
    LOST,
    /** Its endpoint was removed, or it failed until the retries ended. */
    ABANDONED
}
