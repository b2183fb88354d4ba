/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

/** The rows of the decision table for a linked record and object of which at least one was deleted. Total and pure. */
public enum DeleteRule {
    /** Both are gone: the link's life is over. */
    END("deleted on both sides"),
    /** The object is gone and the record is as it was accounted for: the record is deleted too. */
    DELETE_RECORD("deleted there"),
    /** The record is gone and the object is as it was accounted for: the object is deleted too. */
    DELETE_OBJECT("deleted here"),
    /** The record is gone and the object has been edited: the edit stays, and the record comes back with it. */
    REVIVE_RECORD("deleted here, edited there: the edit stays"),
    /** The object is gone and the record has been edited: the edit stays, and an object is created anew. */
    CREATE_OBJECT("deleted there, edited here: the edit stays"),
    /** One is gone, and deletes do not flow that way: nothing flows between the two any more. */
    PART("deleted on one side, deletes do not flow that way");

    private final String situation;

    DeleteRule(String situation) {
        this.situation = situation;
    }

    /**
     * Finds the row.
     *
     * @param recordGone whether the record is a tombstone
     * @param objectGone whether the object is proven to be gone
     * @param edited whether the one that is left differs, in a field that flows to the other side, from what was last accounted for
     * @param flows whether deletes flow to the side of the one that is left
     * @throws IllegalArgumentException if neither is gone
     */
    public static DeleteRule of(boolean recordGone, boolean objectGone, boolean edited, boolean flows) {
        if (recordGone && objectGone) {
            return END;
        }
        if (!recordGone && !objectGone) {
            throw new IllegalArgumentException("Neither side was deleted; this is a case for the merge");
        }
        if (edited) {
            return recordGone ? REVIVE_RECORD : CREATE_OBJECT;
        }
        if (!flows) {
            return PART;
        }
        return recordGone ? DELETE_OBJECT : DELETE_RECORD;
    }

    /** The situation for people. */
    public String situation() {
        return situation;
    }
}
