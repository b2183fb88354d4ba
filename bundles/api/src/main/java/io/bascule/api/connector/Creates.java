/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Fields;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Creating objects. */
@ConsumerType
public interface Creates {
    /**
     * Creates objects. Each item stands for itself.
     *
     * @param externalType the system's own type name
     * @param items one or more, at most the declared batch size
     * @return one outcome for each item, in the same order; {@link WriteOutcome.Unknown} wherever the write may or may not have
     *     been applied
     * @throws io.bascule.api.error.BasculeException only if certainly nothing was written
     */
    List<WriteOutcome> create(String externalType, List<CreateItem> items);

    /**
     * One object to create. The request to the system is a pure function of this.
     *
     * @param fields by the system's own names
     * @param key the idempotency key to send along where the system takes one
     * @param marker the marker to store on the object where the system can hold one
     */
    record CreateItem(Fields fields, String key, String marker) {}
}
