/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

/** Which way a value may flow. */
public enum Direction {
    /** Both ways. */
    BOTH,
    /** From the system into the catalog only. */
    IN,
    /** From the catalog to the system only. */
    OUT;

    /** Whether values flow into the catalog. */
    public boolean takesIn() {
        return this != OUT;
    }

    /** Whether values flow to the system. */
    public boolean sendsOut() {
        return this != IN;
    }
}
