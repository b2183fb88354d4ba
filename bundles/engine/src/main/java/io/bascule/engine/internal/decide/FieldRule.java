/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict.Winner;

/** The rows of the decision table for one mapped field of a record and an object. */
public enum FieldRule {
    /** The system does not show the field: nothing. */
    UNREADABLE("not shown there", Action.NOTHING),
    /** They differ, the field is only sent out, and the system no longer lets it be written. */
    FLOWS_NOWHERE("different, flows neither way", Action.NOTHING),

    /** The pair is trusted, neither side differs from it. */
    NEITHER_CHANGED("changed on neither side", Action.NOTHING),
    /** Only the catalog differs from the pair. */
    CATALOG_CHANGED("changed here", Action.WRITE_EXTERNAL),
    /** Only the catalog differs, and the field is not sent out or cannot be written there. The pair stays, for the next change. */
    CATALOG_CHANGED_NOT_SENT("changed here, not sent out", Action.NOTHING),
    /** Only the system differs from the pair. */
    EXTERNAL_CHANGED("changed there", Action.WRITE_CATALOG),
    /** Only the system differs, and the field is not taken in: the catalog's value is restored. */
    EXTERNAL_CHANGED_RESTORED("changed there, the catalog owns it", Action.RESTORE_EXTERNAL),
    /** Either side or both differ from the pair, and they agree with each other. */
    BOTH_CHANGED_EQUAL("changed, equal on both sides", Action.SETTLE),
    /** Both differ; the field only flows out. */
    CONFLICT_OUT_ONLY("changed on both sides, the catalog owns it", Action.RESTORE_EXTERNAL),
    /** Both differ; the field only flows in. */
    CONFLICT_IN_ONLY("changed on both sides, the system owns it", Action.ADOPT_EXTERNAL),
    /** Both differ; the catalog wins. */
    CONFLICT_CATALOG_WINS("changed on both sides, the catalog wins", Action.RESTORE_EXTERNAL),
    /** Both differ; the system wins. */
    CONFLICT_EXTERNAL_WINS("changed on both sides, the system wins", Action.ADOPT_EXTERNAL),
    /** Both differ; a person decides. */
    CONFLICT_HELD("changed on both sides, held for a person", Action.HOLD),

    /** First contact: both sides agree. */
    FIRST_EQUAL("first contact, equal", Action.SETTLE),
    /** First contact: the catalog has nothing. */
    FIRST_CATALOG_BLANK("first contact, blank here", Action.WRITE_CATALOG),
    /** First contact: the system has nothing. */
    FIRST_EXTERNAL_BLANK("first contact, blank there", Action.WRITE_EXTERNAL),
    /**
     * First contact: blank on one side, and it does not flow that way. Nothing is accounted for, as the sides do not agree:
     * whatever comes later is still a first contact, and what was here or there is not replaced without a record of it.
     */
    FIRST_BLANK_NOT_FILLED("first contact, blank on the side it does not flow to", Action.NOTHING),
    /** First contact: different, the catalog wins. */
    FIRST_CATALOG_WINS("first contact, different, the catalog wins", Action.RESTORE_EXTERNAL),
    /** First contact: different, the system wins. */
    FIRST_EXTERNAL_WINS("first contact, different, the system wins", Action.ADOPT_EXTERNAL),
    /** First contact: different, a person decides. */
    FIRST_HELD("first contact, different, held for a person", Action.HOLD);

    /** What a row does. */
    public enum Action {
        NOTHING,
        /** The pair takes both values as they are. */
        SETTLE,
        WRITE_CATALOG,
        WRITE_EXTERNAL,
        /** As WRITE_EXTERNAL, and the system's value is kept as the loser of a conflict. */
        RESTORE_EXTERNAL,
        /** As WRITE_CATALOG, and the catalog's value is kept as the loser of a conflict. */
        ADOPT_EXTERNAL,
        /** The pair stays as it is and the conflict is shown. */
        HOLD
    }

    private final String situation;
    private final Action action;

    FieldRule(String situation, Action action) {
        this.situation = situation;
        this.action = action;
    }

    /** Whether either side could win here, so that a person's word is stronger than any policy. */
    boolean canBeResolved() {
        return isConflict() || isFirstContact();
    }

    private boolean isConflict() {
        return this == CONFLICT_HELD || this == CONFLICT_CATALOG_WINS || this == CONFLICT_EXTERNAL_WINS;
    }

    private boolean isFirstContact() {
        return this == FIRST_HELD || this == FIRST_CATALOG_WINS || this == FIRST_EXTERNAL_WINS;
    }

    /** The row of the same situation in which a person has said who wins. */
    FieldRule resolved(Winner winner) {
        boolean catalog = winner == Winner.CATALOG;
        if (isConflict()) {
            return catalog ? CONFLICT_CATALOG_WINS : CONFLICT_EXTERNAL_WINS;
        }
        if (isFirstContact()) {
            return catalog ? FIRST_CATALOG_WINS : FIRST_EXTERNAL_WINS;
        }
        throw new IllegalStateException("Nothing is to be decided: " + this);
    }

    /** The situation for people. */
    public String situation() {
        return situation;
    }

    /** What is done. */
    public Action action() {
        return action;
    }
}
