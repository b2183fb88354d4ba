/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.Fields;
import io.bascule.engine.internal.write.EventData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of changes accepted from a system. */
final class InboundEvents {
    private InboundEvents() {}

    static OutboxEvent of(
            LaneServices services,
            Job job,
            String recordId,
            long version,
            String externalId,
            String event,
            Fields fields) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("integration", job.integration().name());
        data.put("type", job.link().type());
        data.put("externalId", externalId);
        data.put("record", recordId);
        data.put("version", version);
        data.put("fields", fields.toPlain());
        return new OutboxEvent(
                services.surroundings().ids().next(),
                OutboxEvent.Kind.INBOUND,
                job.integration().name(),
                job.link().type(),
                externalId,
                version,
                services.now(),
                event,
                EventData.text(data));
    }
}
