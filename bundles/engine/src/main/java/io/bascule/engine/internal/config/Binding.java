/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.engine.internal.integration.Runner;

/**
 * A running integration with what it was made of.
 *
 * @param fingerprint everything that it was made of, so that a change of any of it is seen
 * @param factory the connector that opened it
 * @param connector the open connector
 * @param resources what the connector uses
 * @param runner what runs it
 */
record Binding(
        String fingerprint, ConnectorFactory factory, Connector connector, OpenResources resources, Runner runner) {
    /** Closes connector and resources; called when nothing is under way any more. */
    void close() {
        connector.close();
        resources.close();
    }
}
