/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

/** Who wins when both sides changed the same field to different values. */
public enum Policy {
    /** The side that changed last by the sides' own clocks; inside the skew, or without a time, as {@link #MANUAL}. */
    NEWEST,
    /** The catalog. */
    CATALOG,
    /** The external system. */
    EXTERNAL,
    /** A person: held until then. */
    MANUAL
}
