/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicNames.Family;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

final class TopicSettingsTest {
    private static final String A_WEEK = "604800000";

    private final TopicNames names = new TopicNames("acme");
    private final TopicSettings settings =
            new TopicSettings(names, new Retention(Map.of(Family.OUT, 1, Family.DEAD_LETTER, 30), 7));

    @Test
    void catalogTopicsKeepTheLastVersionForGoodAndAllForAWeek() {
        assertThat(settings.of("acme.catalog.customer"))
                .containsExactly(
                        entry("cleanup.policy", "compact"),
                        entry("delete.retention.ms", A_WEEK),
                        entry("min.compaction.lag.ms", A_WEEK));
    }

    @Test
    void otherTopicsKeepAllForTheTimeOfTheirFamily() {
        assertThat(settings.of("acme.out.shop"))
                .containsExactly(entry("cleanup.policy", "delete"), entry("retention.ms", "86400000"));
        assertThat(settings.of("acme.in.shop")).containsEntry("retention.ms", A_WEEK);
        assertThat(settings.of("acme.effects.shop")).containsEntry("retention.ms", A_WEEK);
        assertThat(settings.of("acme.dead_letter.shop")).containsEntry("retention.ms", "2592000000");
        assertThat(settings.of("acme.lifecycle")).containsEntry("retention.ms", A_WEEK);
        assertThat(settings.of("acme.events")).containsEntry("retention.ms", A_WEEK);
    }

    @Test
    void familiesAreToldApartByTheWholeNameOfEach() {
        assertThat(names.familyOf("acme.inner.shop")).isEqualTo(Family.OTHER);
        assertThat(names.familyOf("acme.in.shop")).isEqualTo(Family.IN);
        assertThat(names.familyOf("acme.lifecycle")).isEqualTo(Family.LIFECYCLE);
        assertThat(names.familyOf("other.in.shop")).isEqualTo(Family.OTHER);
    }

    @Test
    void onlyWhatATopicHasOtherwiseIsToBeMended() {
        Map<String, String> found = new TreeMap<>(settings.of("acme.catalog.customer"));
        found.put("segment.ms", "1");
        assertThat(settings.mendings("acme.catalog.customer", found)).isEmpty();

        found.put("cleanup.policy", "compact,delete");
        found.remove("min.compaction.lag.ms");
        assertThat(settings.mendings("acme.catalog.customer", found))
                .containsExactly(entry("cleanup.policy", "compact"), entry("min.compaction.lag.ms", A_WEEK));
    }

    @Test
    void daysOutOfRangeAreRefusedByTheNameOfTheirSetting() {
        assertThatThrownBy(() -> Retention.ofDays(0)).hasMessage("retention.days must be 1 to 3650; found 0");
        assertThatThrownBy(() -> new Retention(Map.of(Family.DEAD_LETTER, 4_000), 7))
                .hasMessage("retention.dead_letter.days must be 1 to 3650; found 4000");
    }
}
