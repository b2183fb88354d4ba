/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import io.bascule.deployer.internal.DeployReport.State;
import java.util.List;
import java.util.SortedMap;

/** How {@code deploy/} stands: each file that brings no bundle that runs, or one line for all. Pure. */
final class DeployHealth {
    private static final String PART = "deployer";

    private DeployHealth() {}

    static List<HealthComponent> of(SortedMap<String, DeployReport.Status> files) {
        List<HealthComponent> refused = files.entrySet().stream()
                .filter(file -> file.getValue().told() && file.getValue().state() != State.ACTIVE)
                .map(file -> new HealthComponent(
                        PART, file.getKey(), Status.DEGRADED, file.getValue().detail()))
                .toList();
        return refused.isEmpty()
                ? List.of(new HealthComponent(PART, "deploy", Status.UP, "Every file in deploy/ runs."))
                : refused;
    }
}
