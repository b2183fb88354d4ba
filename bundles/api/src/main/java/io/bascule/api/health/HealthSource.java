/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service of whoever knows how a part of the runtime stands. Thread-safe.
 *
 * <pre>{@code
 * HealthSource kafka = () -> List.of(new HealthComponent("kafka", "broker", Status.DOWN, "It takes no connection."));
 * }</pre>
 */
@ConsumerType
@FunctionalInterface
public interface HealthSource {
    /** How it stands now; one component at least. Called for each request, so it answers from what is known and asks nobody. */
    List<HealthComponent> health();
}
