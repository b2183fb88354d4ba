/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Deleting objects. */
@ConsumerType
public interface Deletes {
    /**
     * Deletes objects. Each item stands for itself.
     *
     * @param externalType the system's own type name
     * @param items one or more, at most the declared batch size
     * @return one outcome for each item, in the same order: {@link WriteOutcome.Deleted}; {@link WriteOutcome.NotFound} or {@link
     *     WriteOutcome.Gone} if it was not there any more; {@link WriteOutcome.Rejected} if the system does not let go of it; {@link
     *     WriteOutcome.Unknown} wherever it may or may not have been deleted
     * @throws io.bascule.api.error.BasculeException only if certainly nothing was deleted
     */
    List<WriteOutcome> delete(String externalType, List<DeleteItem> items);

    /**
     * One object to delete.
     *
     * @param id the object's id, for example {@code "cus_NffrFeUfNV2Hib"}
     * @param expectedVersion where the capabilities have a precondition: the version on which the delete depends; else null
     * @param key the idempotency key to send along where the system takes one
     */
    record DeleteItem(String id, @Nullable String expectedVersion, String key) {}
}
