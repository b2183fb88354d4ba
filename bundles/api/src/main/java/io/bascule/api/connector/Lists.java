/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Walking through all objects of a type, resumable. */
@ConsumerType
public interface Lists {
    /**
     * Lists one page. Objects that exist from the first page to the last are seen at least once, whatever changes meanwhile.
     *
     * @param externalType the system's own type name
     * @param from where to go on; null for the start
     * @param limit how many objects at the most
     * @throws io.bascule.api.error.BasculeException if the call failed; with {@code CURSOR_EXPIRED} if {@code from} is too old
     */
    Page list(String externalType, @Nullable Position from, int limit);

    /**
     * A page of a list.
     *
     * @param objects the objects, present state
     * @param next where the next page begins; null after the last
     */
    record Page(List<ExternalRecord> objects, @Nullable Position next) {
        /** Copies the list. */
        public Page {
            objects = List.copyOf(objects);
        }
    }
}
