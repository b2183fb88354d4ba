/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.edit;

import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One side as its users see it. Thread-safe. */
public interface EditableSide {
    /** Which one. */
    Side side();

    /**
     * Reads a field, asks what to write instead, and writes that as safely as the side allows.
     *
     * @param field the catalog path
     * @param change told the value read and answers the value to write, each time directly before a write is sent
     * @return what the answer said; {@link Outcome#REFUSED} also if the object is gone
     */
    Outcome update(String type, String objectId, String field, ValueChange change);

    /**
     * Makes an object.
     *
     * @param fields texts by catalog path
     */
    Created create(String type, SortedMap<String, String> fields);

    /** All living objects of a type; empty if the side does not know the type. */
    List<SideObject> readAll(String type);

    /** Says what to write. */
    @FunctionalInterface
    interface ValueChange {
        /** The value to write in place of {@code current}, which is null if there is none. */
        String apply(@Nullable String current);
    }

    /**
     * How a create ended.
     *
     * @param id the new object's id, if an answer gave it
     */
    record Created(Outcome outcome, @Nullable String id) {}
}
