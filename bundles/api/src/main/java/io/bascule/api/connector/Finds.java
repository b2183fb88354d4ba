/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Value;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Finding objects by the values of their fields. */
@ConsumerType
public interface Finds {
    /**
     * Objects whose fields all have these values, as far as the system's own comparison goes; the engine compares again. May
     * lag behind writes by the declared search lag.
     *
     * @param externalType the system's own type name
     * @param values by external path, all of them declared findable
     * @param limit how many at the most; 10 is usual
     * @throws io.bascule.api.error.BasculeException if the call failed
     */
    List<ExternalRecord> find(String externalType, Map<String, Value> values, int limit);
}
