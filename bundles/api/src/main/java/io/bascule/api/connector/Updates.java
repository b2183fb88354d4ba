/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Changing objects. */
@ConsumerType
public interface Updates {
    /** In an item of {@link UpdateItem#changed()}: that it is to be taken out of its list, with the value true. */
    String REMOVED = "@removed";

    /**
     * Changes objects. Each item stands for itself.
     *
     * @param externalType the system's own type name
     * @param items one or more, at most the declared batch size
     * @return one outcome for each item, in the same order; {@link WriteOutcome.Unknown} wherever the write may or may not have
     *     been applied
     * @throws io.bascule.api.error.BasculeException only if certainly nothing was written
     */
    List<WriteOutcome> update(String externalType, List<UpdateItem> items);

    /**
     * One object to change. The request to the system is a pure function of this.
     *
     * @param id the object's id
     * @param changed the fields to set, by the system's own names, nested as there; {@link io.bascule.api.model.Value#ofNull()}
     *     clears; what is absent stays. Of a list whose items are merged one by one only the items that change are here, each
     *     with its key and the fields to set; one that the list does not have is to be added, and one with {@link #REMOVED} to be
     *     taken out
     * @param expectedVersion where the capabilities have a precondition: the version on which the write depends; else null
     * @param before the object as it was last read, for systems that replace the whole; its version is {@code
     *     expectedVersion}
     * @param key the idempotency key to send along where the system takes one
     */
    record UpdateItem(String id, Fields changed, @Nullable String expectedVersion, Fields before, String key) {}
}
