/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

/** What the server lends to an imitation for one request. */
@FunctionalInterface
public interface Execution {
    /**
     * The imitation says that it has accepted the request and now begins to do it. A {@code latency} fault waits here,
     * so that keys and locks of the imitation are held as they would be by a slow system. A second call does nothing.
     */
    void begin();
}
