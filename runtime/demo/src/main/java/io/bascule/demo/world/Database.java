/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

/** What the runtime of a world stores its catalog in. */
public enum Database {
    /** A file in the runtime's own folder. */
    H2,
    /** A real PostgreSQL server on this machine, started for the world and gone with it. */
    POSTGRES
}
