/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reading objects by their ids. */
@ConsumerType
public interface Reads {
    /**
     * Reads objects as they are now.
     *
     * @param externalType the system's own type name
     * @param ids one or more, at most the declared batch size
     * @return one outcome for each id, in the same order
     * @throws io.bascule.api.error.BasculeException if the call failed as a whole
     */
    List<ReadOutcome> read(String externalType, List<String> ids);
}
