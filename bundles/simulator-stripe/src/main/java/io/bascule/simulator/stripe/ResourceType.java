/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.Map;
import java.util.Optional;

/** What is special about one kind of object. Stateless. */
interface ResourceType {
    /** The value of {@code object}, for example {@code customer}; also the stem of its event types. */
    String name();

    /** For example {@code /v1/customers}. */
    String path();

    /** A fresh id. */
    String newId(Ids ids);

    /** What creation takes. */
    Parameters creation();

    /** What an update takes. */
    Parameters updating();

    /** The filters of a list, besides paging and {@code created}. */
    Parameters filters();

    /** Builds a new object from read parameters; everything but the id that the object's life begins with. */
    ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids);

    /** Puts read parameters on a copy of the object. */
    void update(ObjectNode copy, ObjectNode parameters);

    /** Refuses an object that was made or changed and may not be stored like this. */
    default void check(Staging staging, ObjectNode object) {}

    /** Refuses the deletion of an object that may not be deleted. */
    default void checkDelete(Staging staging, ObjectNode object) {}

    /** Called after an update that changed something. */
    default void touch(ObjectNode copy, long seconds) {}

    /** True if the object passes the read filters of a list. */
    boolean passes(ObjectNode object, ObjectNode filters);

    /** The fields that search knows; empty if there is no search. */
    default Map<String, SearchField> searchFields() {
        return Map.of();
    }

    /** Where the object keeps the moment of its creation. */
    default String createdField() {
        return "created";
    }

    /** A searchable text that is also a filter of lists and worth an index. */
    default Optional<String> indexed() {
        return Optional.empty();
    }

    /** True if a deleted object can still be retrieved, as a stub with {@code deleted: true}. */
    default boolean remembersDeleted() {
        return false;
    }

    /** True if writes make events. */
    default boolean makesEvents() {
        return true;
    }

    /** True if there is a request that deletes one. */
    default boolean canBeDeleted() {
        return true;
    }

    /** The object as a client that did not just create it, and an event, see it. */
    default ObjectNode shown(ObjectNode object) {
        return object;
    }

    /** The object as the answer to its own write shows it. */
    default ObjectNode answered(ObjectNode object) {
        return shown(object);
    }

    /** What remains of a deleted object. */
    default ObjectNode stub(String id) {
        return Json.object().put("id", id).put("object", name()).put("deleted", true);
    }
}
