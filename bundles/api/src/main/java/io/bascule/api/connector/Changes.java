/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reading what changed since a position. */
@ConsumerType
public interface Changes {
    /**
     * The position of now: every change that is committed after this call returns is found from it.
     *
     * @throws io.bascule.api.error.BasculeException if the call failed
     */
    Position latest(String externalType);

    /**
     * Changes from a position on, oldest first. Reading is inclusive and overlaps: a change may come twice, none is left out,
     * not even one that shares its time with the last one read or was committed late.
     *
     * @param externalType the system's own type name
     * @param since where to go on
     * @param limit about how many changes; more are allowed where ties would be cut
     * @throws io.bascule.api.error.BasculeException if the call failed; with {@code CURSOR_EXPIRED} if the position is too old
     *     or not readable
     */
    ChangePage changes(String externalType, Position since, int limit);

    /**
     * Some changes.
     *
     * @param changes oldest first
     * @param next where to go on; equal to {@code since} if nothing was there
     * @param more whether more is known to be there already
     */
    record ChangePage(List<Change> changes, Position next, boolean more) {
        /** Copies the list. */
        public ChangePage {
            changes = List.copyOf(changes);
        }
    }
}
