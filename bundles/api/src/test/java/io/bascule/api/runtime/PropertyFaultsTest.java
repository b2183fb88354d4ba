/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class PropertyFaultsTest {
    private final AtomicInteger deaths = new AtomicInteger();

    @Test
    void areNoneWithoutProperties() {
        assertThat(PropertyFaults.of(name -> null)).isSameAs(Faults.NONE);
        assertThat(PropertyFaults.of(name -> " ")).isSameAs(Faults.NONE);
    }

    @Test
    void dieAtTheNamedVisitAndNoOther() {
        Faults faults = faults("relay.afterAck@3, offset.beforeCommit", null);

        faults.hit(Failpoint.RELAY_AFTER_ACK);
        faults.hit(Failpoint.RELAY_AFTER_ACK);
        faults.hit(Failpoint.RELAY_AFTER_SEND);
        assertThat(deaths).hasValue(0);

        faults.hit(Failpoint.RELAY_AFTER_ACK);
        assertThat(deaths).hasValue(1);

        faults.hit(Failpoint.OFFSET_BEFORE_COMMIT);
        assertThat(deaths).hasValue(2);
    }

    @Test
    void plantTheNamedMistakesOnly() {
        Faults faults = PropertyFaults.of(Map.of(PropertyFaults.PLANT, "last-id,no-lookup")::get);

        assertThat(faults.planted(Mistake.RELAY_BY_LAST_ID)).isTrue();
        assertThat(faults.planted(Mistake.NO_LOOKUP)).isTrue();
        assertThat(faults.planted(Mistake.OFFSET_BEFORE_WORK)).isFalse();
    }

    @Test
    void refuseNamesThatDoNotExist() {
        assertThatThrownBy(() -> faults("relay.afterAckk@1", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bascule.test.failpoint names \"relay.afterAckk\"");
        assertThatThrownBy(() -> faults(null, "last-idd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bascule.test.plant names \"last-idd\"");
        assertThatThrownBy(() -> faults("relay.afterAck@0", null)).hasMessageContaining("relay.afterAck@0");
    }

    private Faults faults(@Nullable String failpoints, @Nullable String mistakes) {
        return new PropertyFaults(failpoints, mistakes, deaths::incrementAndGet);
    }
}
