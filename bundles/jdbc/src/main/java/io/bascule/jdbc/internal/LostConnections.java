/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.bascule.jdbc.SqlFailure;
import java.sql.SQLException;

/** Tells a pool which failures leave a connection of no use. */
final class LostConnections implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return SqlFailure.of(failure) == SqlFailure.CONNECTION
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
