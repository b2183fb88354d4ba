/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.mirror;

import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.TopicRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

final class MirroredEventTest {
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

    private TopicRecord render() {
        return new MirroredEvent("bascule.events", "com/acme/orders/PAID", properties, Events.NOON).render("id-1");
    }

    @Test
    void areCloudEventsWithTheTopicOfEventAdminAsTypeAndKey() {
        TopicRecord record = render();

        assertThat(record.topic()).isEqualTo("bascule.events");
        assertThat(record.key()).isEqualTo("com/acme/orders/PAID");
        assertThat(record.value()).isEqualTo("{}");
        assertThat(record.headers())
                .containsExactly(
                        entry("ce_id", "id-1"),
                        entry("ce_source", "/bascule/events"),
                        entry("ce_specversion", "1.0"),
                        entry("ce_time", "2026-03-01T12:00:00Z"),
                        entry("ce_type", "com.acme.orders.PAID"),
                        entry("content-type", "application/json"));
    }

    @Test
    void showAllThatJsonHasAWordForAsItIsAndTheRestAsText() {
        properties.put("text", "\"");
        properties.put("flag", true);
        properties.put("long", 7L);
        properties.put("byte", (byte) 7);
        properties.put("decimal", new BigDecimal("1E+3"));
        properties.put("double", 0.5);
        properties.put("nan", Double.NaN);
        properties.put("none", null);
        properties.put("ints", new int[] {1, 2});
        properties.put("list", List.of("a", Map.of("b", 1)));
        properties.put("time", Events.NOON);

        assertThat(render().value())
                .isEqualTo("{\"byte\":7,\"decimal\":1000,\"double\":0.5,\"flag\":true,\"ints\":[1,2],"
                        + "\"list\":[\"a\",{\"b\":1}],\"long\":7,\"nan\":\"NaN\",\"none\":null,\"text\":\"\\\"\","
                        + "\"time\":\"2026-03-01T12:00:00Z\"}");
    }

    @Test
    void endWithValuesThatContainThemselves() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        properties.put("self", self);

        assertThat(render().value()).isEqualTo("{\"self\":[[[[[[[\"...\"]]]]]]]}");
    }

    @Test
    void leaveBehindWhatIsTooLargeForATopic() {
        properties.put("text", "x".repeat(900_000));

        assertThat(render().value()).isEqualTo("{\"omittedBytes\":900011}");
        assertThat(render().headers()).containsEntry("ce_omittedbytes", "900011");
    }

    @Test
    void areDroppedAndCountedWhenTheBufferIsFull() {
        MirrorBuffer buffer = new MirrorBuffer(2);
        for (int i = 0; i < 5; i++) {
            buffer.offer(new MirroredEvent("t", "e" + i, Map.of(), Events.NOON));
        }

        assertThat(buffer.takeDropped()).isEqualTo(3);
        assertThat(buffer.takeDropped()).isZero();
        assertThat(buffer.take(9)).extracting(MirroredEvent::name).containsExactly("e0", "e1");
        assertThat(buffer.take(9)).isEmpty();
    }
}
