/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.util.List;

/**
 * The names of the mistakes that a test can plant: each leaves out one safeguard, and an invariant must notice. Asked
 * through {@link Faults#planted(String)}.
 */
public final class Mistake {
    /** A read that follows a write is taken as that write's own answer. */
    public static final String FOLLOW_UP_READ_AS_ANSWER = "follow-up-read";
    /** A field that we did not send and that came back changed is taken into the pair instead of merged. */
    public static final String FOREIGN_CHANGE_INTO_PAIR = "foreign-change";
    /** An observation whose read began before our last effect is merged. */
    public static final String STALE_PAGE_MERGED = "stale-page";
    /** The create key changes with the record's version. */
    public static final String VERSION_IN_CREATE_KEY = "version-in-key";
    /** An unknown outcome is retried without look-up. */
    public static final String NO_LOOKUP = "no-lookup";
    /** Matching by key takes no key claim. */
    public static final String NO_KEY_CLAIM = "no-key-claim";
    /** A candidate that already has a live link is matched again. */
    public static final String LINKED_CANDIDATE = "linked-candidate";
    /** Whatever arrives shortly after our own write is taken for its echo. */
    public static final String ECHO_BY_TIME = "echo-by-time";
    /** The relay remembers the last id it sent and reads only higher ones. */
    public static final String RELAY_BY_LAST_ID = "last-id";
    /** The consumer commits its offset before the work is stored. */
    public static final String OFFSET_BEFORE_WORK = "offset-first";
    /** The change cursor leaves out what carries the same time as the last change read. */
    public static final String CURSOR_EXCLUSIVE = "cursor-exclusive";
    /** Newest wins by the time at which we saw the change. */
    public static final String NEWEST_BY_OUR_CLOCK = "our-clock";

    /** An object that a lagging read does not show yet is taken for deleted. */
    public static final String DELETE_UNPROVEN = "delete-unproven";
    /** A stale look at a deleted object brings it back. */
    public static final String STALE_REVIVES = "stale-revives";
    /** A delete goes on to the other side whatever was edited there. */
    public static final String DELETE_OVER_EDIT = "delete-over-edit";
    /** An object is deleted without a look at it. */
    public static final String DELETE_UNREAD = "delete-unread";
    /** The link that follows a revival begins with no pairs. */
    public static final String PAIRS_NOT_INHERITED = "pairs-not-inherited";

    /** All of them. */
    public static final List<String> ALL = List.of(
            FOLLOW_UP_READ_AS_ANSWER,
            FOREIGN_CHANGE_INTO_PAIR,
            STALE_PAGE_MERGED,
            VERSION_IN_CREATE_KEY,
            NO_LOOKUP,
            NO_KEY_CLAIM,
            LINKED_CANDIDATE,
            ECHO_BY_TIME,
            RELAY_BY_LAST_ID,
            OFFSET_BEFORE_WORK,
            CURSOR_EXCLUSIVE,
            NEWEST_BY_OUR_CLOCK);

    private Mistake() {}
}
