/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import org.jspecify.annotations.Nullable;

/** The rows of the decision table for one item of a list that is merged item by item; an item is there, or it is not. */
public enum ItemRule {
    /** On both sides: the table of fields decides for each of its fields. */
    ON_BOTH("on both sides", Action.FIELDS),
    /** On neither side any more. */
    ON_NEITHER("removed on both sides", Action.FORGET),

    /** Only here, and never accounted for. */
    ADDED_HERE("added here", Action.SEND),
    /** Only here, and the list is not sent out. */
    ADDED_HERE_NOT_SENT("added here, not sent out", Action.NOTHING),
    /** Only there, and never accounted for. */
    ADDED_THERE("added there", Action.TAKE),
    /** Only there, and the list is not taken in. */
    ADDED_THERE_NOT_TAKEN("added there, not taken in", Action.NOTHING),

    /** It was on both sides, is gone here and unchanged there. */
    REMOVED_HERE("removed here", Action.REMOVE_THERE),
    /** Gone here, and the list is not sent out. */
    REMOVED_HERE_NOT_SENT("removed here, not sent out", Action.NOTHING),
    /** It was on both sides, is gone there and unchanged here. */
    REMOVED_THERE("removed there", Action.REMOVE_HERE),
    /** Gone there, and the list flows neither way. */
    REMOVED_THERE_NOT_TAKEN("removed there, not taken in", Action.NOTHING),
    /** Gone there, and the list is not taken in: it is added there again. */
    REMOVED_THERE_RESTORED("removed there, the catalog owns it", Action.SEND_OVER),

    /** Removed here, changed there; the catalog wins. */
    REMOVED_HERE_CATALOG_WINS("removed here, changed there, the catalog wins", Action.REMOVE_THERE_OVER),
    /** Removed here, changed there; the system wins. */
    REMOVED_HERE_EXTERNAL_WINS("removed here, changed there, the system wins", Action.TAKE_OVER),
    /** Removed here, changed there; a person decides. */
    REMOVED_HERE_HELD("removed here, changed there, held for a person", Action.HOLD),
    /** Changed here, removed there; the catalog wins. */
    REMOVED_THERE_CATALOG_WINS("changed here, removed there, the catalog wins", Action.SEND_OVER),
    /** Changed here, removed there; the system wins. */
    REMOVED_THERE_EXTERNAL_WINS("changed here, removed there, the system wins", Action.REMOVE_HERE_OVER),
    /** Changed here, removed there; a person decides. */
    REMOVED_THERE_HELD("changed here, removed there, held for a person", Action.HOLD);

    /** What a row does; {@code OVER}: what was on the other side is kept as the loser of a conflict. */
    public enum Action {
        NOTHING,
        FIELDS,
        FORGET,
        SEND,
        SEND_OVER,
        TAKE,
        TAKE_OVER,
        REMOVE_HERE,
        REMOVE_HERE_OVER,
        REMOVE_THERE,
        REMOVE_THERE_OVER,
        HOLD;

        /** Whether it writes to the system. */
        boolean isToBeSent() {
            return this == SEND || this == SEND_OVER || this == REMOVE_THERE || this == REMOVE_THERE_OVER;
        }
    }

    private final String situation;
    private final Action action;

    ItemRule(String situation, Action action) {
        this.situation = situation;
        this.action = action;
    }

    /** The situation for people. */
    public String situation() {
        return situation;
    }

    /** What is done. */
    public Action action() {
        return action;
    }

    /**
     * The row that fits.
     *
     * @param list the list
     * @param here whether the record has the item
     * @param there whether the object has it
     * @param known whether it was accounted for on both sides
     * @param edited whether the side that still has it has changed it since
     * @param times when it was changed
     */
    static ItemRule of(
            FieldMapping list, boolean here, boolean there, boolean known, boolean edited, FieldTimes times) {
        if (here && there) {
            return ON_BOTH;
        }
        if (!here && !there) {
            return ON_NEITHER;
        }
        if (!known) {
            return here
                    ? (list.sendsOut() ? ADDED_HERE : ADDED_HERE_NOT_SENT)
                    : (list.takesIn() ? ADDED_THERE : ADDED_THERE_NOT_TAKEN);
        }
        return here ? removedThere(list, edited, times) : removedHere(list, edited, times);
    }

    private static ItemRule removedThere(FieldMapping list, boolean edited, FieldTimes times) {
        if (!list.takesIn()) {
            return list.sendsOut() ? REMOVED_THERE_RESTORED : REMOVED_THERE_NOT_TAKEN;
        }
        if (!edited) {
            return REMOVED_THERE;
        }
        if (!list.sendsOut()) {
            return REMOVED_THERE_EXTERNAL_WINS;
        }
        int winner = winner(list, times);
        return winner > 0 ? REMOVED_THERE_CATALOG_WINS : winner < 0 ? REMOVED_THERE_EXTERNAL_WINS : REMOVED_THERE_HELD;
    }

    private static ItemRule removedHere(FieldMapping list, boolean edited, FieldTimes times) {
        if (!list.sendsOut()) {
            return edited && list.takesIn() ? REMOVED_HERE_EXTERNAL_WINS : REMOVED_HERE_NOT_SENT;
        }
        if (!edited) {
            return REMOVED_HERE;
        }
        if (!list.takesIn()) {
            return REMOVED_HERE_CATALOG_WINS;
        }
        int winner = winner(list, times);
        return winner > 0 ? REMOVED_HERE_CATALOG_WINS : winner < 0 ? REMOVED_HERE_EXTERNAL_WINS : REMOVED_HERE_HELD;
    }

    private static int winner(FieldMapping list, FieldTimes times) {
        Policy policy = list.conflict();
        return switch (policy) {
            case CATALOG -> 1;
            case EXTERNAL -> -1;
            case MANUAL -> 0;
            case NEWEST -> times.newer();
        };
    }

    /** What it comes to in the words of the table of fields; null for an item on both sides, whose fields have rows of their own. */
    @Nullable
    FieldRule ofField() {
        return switch (this) {
            case ON_BOTH -> null;
            case ON_NEITHER -> FieldRule.BOTH_CHANGED_EQUAL;
            case ADDED_HERE, REMOVED_HERE -> FieldRule.CATALOG_CHANGED;
            case ADDED_HERE_NOT_SENT, REMOVED_HERE_NOT_SENT -> FieldRule.CATALOG_CHANGED_NOT_SENT;
            case ADDED_THERE, REMOVED_THERE -> FieldRule.EXTERNAL_CHANGED;
            case ADDED_THERE_NOT_TAKEN, REMOVED_THERE_NOT_TAKEN -> FieldRule.FLOWS_NOWHERE;
            case REMOVED_THERE_RESTORED -> FieldRule.EXTERNAL_CHANGED_RESTORED;
            case REMOVED_HERE_CATALOG_WINS, REMOVED_THERE_CATALOG_WINS -> FieldRule.CONFLICT_CATALOG_WINS;
            case REMOVED_HERE_EXTERNAL_WINS, REMOVED_THERE_EXTERNAL_WINS -> FieldRule.CONFLICT_EXTERNAL_WINS;
            case REMOVED_HERE_HELD, REMOVED_THERE_HELD -> FieldRule.CONFLICT_HELD;
        };
    }

    /** Whether either side could win here, so that a person's word is stronger than any policy. */
    boolean canBeResolved() {
        return switch (this) {
            case REMOVED_HERE_CATALOG_WINS,
                    REMOVED_HERE_EXTERNAL_WINS,
                    REMOVED_HERE_HELD,
                    REMOVED_THERE_CATALOG_WINS,
                    REMOVED_THERE_EXTERNAL_WINS,
                    REMOVED_THERE_HELD -> true;
            default -> false;
        };
    }

    /** The row of the same situation in which the catalog, or the system, was said to win. */
    ItemRule resolved(boolean catalogWins) {
        if (name().startsWith("REMOVED_HERE")) {
            return catalogWins ? REMOVED_HERE_CATALOG_WINS : REMOVED_HERE_EXTERNAL_WINS;
        }
        return catalogWins ? REMOVED_THERE_CATALOG_WINS : REMOVED_THERE_EXTERNAL_WINS;
    }
}
