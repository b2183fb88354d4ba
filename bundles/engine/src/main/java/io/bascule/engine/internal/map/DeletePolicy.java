/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

/**
 * Which way deletes flow in a mapping, and how many at most.
 *
 * @param in whether an object's delete deletes its record
 * @param out whether a record's delete deletes its object
 * @param percentAnHour of the mapping's links how many percent may end within an hour; ten always may
 */
public record DeletePolicy(boolean in, boolean out, int percentAnHour) {
    /** As a mapping is that says nothing of deletes: both ways, a tenth an hour. */
    public static final DeletePolicy USUAL = new DeletePolicy(true, true, 10);

    /** So many may end however few there are. */
    public static final long ALWAYS = 10;

    /**
     * How many links of the mapping may end within an hour.
     *
     * @param live how many there are
     */
    public long most(long live) {
        return Math.max(ALWAYS, live * percentAnHour / 100);
    }
}
