/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes in committed records that are on their way to a system, and makes work of them. Thread-safe. */
@ProviderType
public interface WorkIntake {
    /**
     * Makes or extends work, in one transaction, and returns when it is durable. Repeating a call changes nothing. Records for
     * integrations or mappings that are not there are dropped: the sweep finds them when a mapping appears.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if it could not be stored; call again
     */
    void accept(List<Outgoing> records);

    /**
     * A committed version on its way to a system.
     *
     * @param integration the integration's name
     * @param type the entity type
     * @param recordId the record
     * @param version the version
     */
    record Outgoing(String integration, String type, String recordId, long version) {}
}
