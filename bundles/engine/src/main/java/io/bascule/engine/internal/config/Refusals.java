/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.config.Configured.Unusable;

/** How what cannot be used is shown. */
final class Refusals {
    private Refusals() {}

    /** A connector failed in a way that only a mistake in it explains. */
    static BasculeException bug(String integration, String kind, Throwable e) {
        return new BasculeException(
                new Problem(
                        ErrorCode.BUG,
                        "The connector failed",
                        "integration " + integration,
                        null,
                        e.toString(),
                        "Report it to the author of connector " + kind + "."),
                e);
    }

    /** A connection without any accepted version. */
    static Unusable unusable(ConfigurationId connection, Problem problem, boolean refused) {
        if (problem.code() == ErrorCode.CONNECTOR_MISSING) {
            return new Unusable(
                    connection.connector(),
                    State.CONNECTOR_MISSING,
                    "No connector of kind " + connection.connector()
                            + " is here; everything is kept. Copy its jar into deploy/.");
        }
        return new Unusable(connection.connector(), refused ? State.MISCONFIGURED : State.OFFLINE, problem.text());
    }
}
