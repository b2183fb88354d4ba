/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.sync.SyncStatus.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class HealthTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TEXT = "No answer.";

    private final Health health = new Health(NOON);

    private boolean failed(ErrorCode code) {
        return health.failed(code, TEXT, NOON.plusSeconds(9));
    }

    private void failFourTimes() {
        for (int i = 0; i < 4; i++) {
            assertThat(failed(ErrorCode.UNREACHABLE)).isFalse();
        }
    }

    @Test
    void isStartingUntilACheckSucceeds() {
        assertThat(health.state()).isEqualTo(State.STARTING);
        assertThat(health.isOnline()).isFalse();

        assertThat(health.online(NOON.plusSeconds(1))).isTrue();

        assertThat(health.isOnline()).isTrue();
        assertThat(health.since()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void staysAsItIsSinceTheFirstOfSeveralChecks() {
        health.online(NOON.plusSeconds(1));

        assertThat(health.online(NOON.plusSeconds(2))).isFalse();

        assertThat(health.since()).isEqualTo(NOON.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, OFFLINE",
        "SYSTEM_FAILED, OFFLINE",
        "UNAUTHORISED, DENIED",
        "NOT_GRANTED, DENIED",
        "SECRET_MISSING, MISCONFIGURED",
        "SETTING_INVALID, MISCONFIGURED"
    })
    void aFailedCheckTellsWhoHasToDoSomething(ErrorCode code, State expected) {
        health.online(NOON);
        health.down(code, TEXT, NOON.plusSeconds(3));

        assertThat(health.state()).isEqualTo(expected);
        assertThat(health.detail()).isEqualTo(TEXT);
        assertThat(health.since()).isEqualTo(NOON.plusSeconds(3));
        assertThat(health.isOnline()).isFalse();
    }

    @Test
    void restsAfterFiveFailuresInARow() {
        health.online(NOON);
        failFourTimes();
        assertThat(health.isOnline()).isTrue();

        assertThat(failed(ErrorCode.UNREACHABLE)).isTrue();

        assertThat(health.state()).isEqualTo(State.OFFLINE);
        assertThat(failed(ErrorCode.UNREACHABLE))
                .as("asked for a check already")
                .isFalse();
    }

    @Test
    void oneSuccessBetweenFailuresStartsTheCountAnew() {
        health.online(NOON);
        failFourTimes();
        health.succeeded();
        failFourTimes();

        assertThat(health.isOnline()).isTrue();
    }

    @Test
    void oneCheckThatSucceedsStartsTheCountAnew() {
        health.online(NOON);
        failFourTimes();
        health.online(NOON);
        failFourTimes();

        assertThat(health.isOnline()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "RATE_LIMITED", "SYSTEM_FAILED", "OUTCOME_UNKNOWN", "BUG"})
    void whatOneRecordOrOneCallMetIsNoReasonToRest(ErrorCode code) {
        health.online(NOON);
        for (int i = 0; i < 20; i++) {
            assertThat(failed(code)).isFalse();
        }

        assertThat(health.isOnline()).isTrue();
    }
}
