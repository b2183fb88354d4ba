/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

/** The rows of the decision table for a link of which one side is still missing. */
public enum MatchRule {
    /** No candidate on the other side: make one. */
    NONE_CREATE,
    /** One free candidate: link it. */
    ONE_LINK,
    /** One candidate, which has a live link already: park as suspected twin. */
    LINKED_PARK,
    /** Several candidates: park as ambiguous. */
    SEVERAL_PARK,
    /** A create with the same key or marker is under way: wait for it. */
    CREATING_WAIT;

    /**
     * The row for what a look-up found.
     *
     * @param creating whether a create with the same key or marker is under way
     * @param candidates how many candidates there are
     * @param linked how many of them have a live link already
     */
    public static MatchRule of(boolean creating, int candidates, int linked) {
        if (creating) {
            return CREATING_WAIT;
        }
        if (candidates == 0) {
            return NONE_CREATE;
        }
        if (candidates > 1) {
            return SEVERAL_PARK;
        }
        return linked > 0 ? LINKED_PARK : ONE_LINK;
    }
}
