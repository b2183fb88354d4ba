/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FailedLoginsTest {
    private Instant now = Instant.EPOCH;
    private final FailedLogins failed = new FailedLogins(() -> now);

    @Test
    void letsFourFailuresPass() {
        fail(4);

        assertThat(failed.wait("admin", "here")).isZero();
    }

    @Test
    void waitsTwiceAsLongAfterEachFurtherFailure() {
        fail(5);
        assertThat(failed.wait("admin", "here")).isEqualTo(Duration.ofSeconds(1));
        fail(1);
        assertThat(failed.wait("admin", "here")).isEqualTo(Duration.ofSeconds(2));
        fail(100);
        assertThat(failed.wait("admin", "here")).isEqualTo(Duration.ofSeconds(256));
    }

    @Test
    void letsTryAgainWhenTheTimeHasPassed() {
        fail(6);
        now = now.plusSeconds(2);

        assertThat(failed.wait("admin", "here")).isZero();
    }

    @Test
    void holdsUpNeitherOtherUsersNorOtherAddresses() {
        fail(9);

        assertThat(failed.wait("admin", "there")).isZero();
        assertThat(failed.wait("other", "here")).isZero();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        fail(4);
        failed.succeeded("admin", "here");
        fail(4);

        assertThat(failed.wait("admin", "here")).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            failed.failed("admin", "here");
        }
    }
}
