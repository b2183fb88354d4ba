/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Both sides changed the same field since the base, to different values. The losing value is kept here.
 *
 * @param id a UUID of version 7
 * @param linkId the link
 * @param integration the link's integration
 * @param type the link's entity type
 * @param recordId the record
 * @param path the catalog path of the field; {@link #WHOLE} where one side deleted the record
 * @param base the catalog's value of the pair; null at a first contact
 * @param catalogValue the catalog's value
 * @param externalValue the system's value in the catalog's form
 * @param policy by which it was decided, for example {@code "newest"}; {@link #OVERWRITTEN} where nobody decided
 * @param winner which side won, or that it is held for a person
 * @param at when it was found
 * @param recordVersion the record's version at that time
 * @param resolution what a person decided; null if nobody did. A held conflict that has one is about to be settled so
 */
public record Conflict(
        String id,
        String linkId,
        String integration,
        String type,
        String recordId,
        String path,
        @Nullable Value base,
        Value catalogValue,
        Value externalValue,
        String policy,
        Winner winner,
        Instant at,
        long recordVersion,
        @Nullable Resolution resolution) {
    /** The policy of an edit that our write replaced before anybody had read it; found in the system's change stream. */
    public static final String OVERWRITTEN = "overwritten";

    /** The path of a conflict over the whole record: one side deleted what the other one edited. */
    public static final String WHOLE = "*";

    /** The policy of a record that one side deleted and the other one edited: the edit stays. */
    public static final String EDIT_STAYS = "edit-stays";

    /**
     * A person's decision.
     *
     * @param winner the side that wins; never held
     * @param by who decided, for example {@code "token:default"}
     * @param at when
     * @param tried whether a write that carries it out was begun: from then on the losing value may be gone
     */
    public record Resolution(Winner winner, String by, Instant at, boolean tried) {
        /** The same, once a write that carries it out has begun. */
        public Resolution begun() {
            return new Resolution(winner, by, at, true);
        }
    }

    /** The same conflict, decided by a person and not carried out yet. */
    public Conflict resolved(Resolution by) {
        return with(winner, by);
    }

    /** The same conflict, settled as a person decided; as it is if nobody did. */
    public Conflict settled() {
        return resolution == null ? this : with(resolution.winner(), resolution);
    }

    private Conflict with(Winner winner, Resolution resolution) {
        return new Conflict(
                id,
                linkId,
                integration,
                type,
                recordId,
                path,
                base,
                catalogValue,
                externalValue,
                policy,
                winner,
                at,
                recordVersion,
                resolution);
    }

    /** Which side won. */
    public enum Winner {
        CATALOG,
        EXTERNAL,
        /** Nobody yet: a person decides; the pair stays as it is. */
        HELD
    }
}
