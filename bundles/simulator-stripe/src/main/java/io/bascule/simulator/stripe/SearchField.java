/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

/** How a field can be searched ({@code docs.stripe.com/search}). */
enum SearchField {
    /** Exact match and substring. */
    TEXT,
    /** Exact match and comparison. */
    NUMBER,
    /** Exact match on true and false. */
    FLAG,
    /** A hash of texts. */
    METADATA
}
