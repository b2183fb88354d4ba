/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.broken;

import io.bascule.engine.internal.decide.broken.AsksTheTime;
import java.sql.Connection;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** An example of what the rules refuse: a component that changes after it was made and knows what it must not. */
@Component(service = LooksInside.class)
public class LooksInside {
    private final AsksTheTime inside = new AsksTheTime();
    private String state = "new";

    @Activate
    public void start(Connection database, TopicPartition partition) {
        state = database.toString() + partition + inside.isLate(Instant.EPOCH);
    }

    @Override
    public String toString() {
        return state;
    }
}
