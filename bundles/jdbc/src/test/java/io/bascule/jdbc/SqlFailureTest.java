/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a failed statement means. */
class SqlFailureTest {
    @ParameterizedTest
    @CsvSource({
        "08006,CONNECTION",
        "08S01,CONNECTION",
        "57P01,CONNECTION",
        "90067,CONNECTION",
        "90098,CONNECTION",
        "28000,DENIED",
        "28P01,DENIED",
        "42501,DENIED",
        "90096,DENIED",
        "57014,TIMEOUT",
        "40001,CONTENTION",
        "40P01,CONTENTION",
        "HYT00,CONTENTION",
        "55P03,CONTENTION",
        "23505,UNIQUE",
        "23502,CONSTRAINT",
        "23503,CONSTRAINT",
        "23513,CONSTRAINT",
        "44000,CONSTRAINT",
        "22001,DATA",
        "22003,DATA",
        "42S02,STRUCTURE",
        "42P01,STRUCTURE",
        "3D000,STRUCTURE",
        "90149,STRUCTURE",
        "XX000,OTHER",
        "90001,OTHER"
    })
    void goesByTheState(String state, SqlFailure expected) {
        assertThat(SqlFailure.of(new SQLException("text", state))).isEqualTo(expected);
    }

    @Test
    void letsTheDriversExceptionDecideInsideThePools() {
        SQLException drivers = new SQLException("wrong password", "28000");
        SQLException pools = new SQLTransientConnectionException("timed out", drivers);

        assertThat(SqlFailure.of(pools)).isEqualTo(SqlFailure.DENIED);
        assertThat(SqlFailure.stateOf(pools)).isEqualTo("28000");
    }

    @Test
    void goesByTheClassWithoutAState() {
        @Nullable String none = null;
        assertThat(SqlFailure.of(new SQLTransientConnectionException("timed out", none)))
                .isEqualTo(SqlFailure.CONNECTION);
        assertThat(SqlFailure.of(new SQLTimeoutException("too long", none))).isEqualTo(SqlFailure.TIMEOUT);
        assertThat(SqlFailure.of(new SQLException("what", none))).isEqualTo(SqlFailure.OTHER);
        assertThat(SqlFailure.stateOf(new SQLException("what", none))).isEmpty();
    }
}
