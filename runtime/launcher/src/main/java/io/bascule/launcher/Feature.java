/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.util.List;
import java.util.Map;

/**
 * A feature file (OSGi Compendium 8, chapter 159, the part of it that we use): bundles that belong together and the
 * configurations that are not the operator's to choose.
 *
 * @param id for example {@code "io.bascule:io.bascule.feature.http:0.1.0"}
 * @param bundles in the order of the file
 * @param configurations by PID; a factory's instance is written {@code factoryPid~name}
 */
record Feature(String id, List<FeatureBundle> bundles, Map<String, Map<String, Object>> configurations) {
    Feature {
        bundles = List.copyOf(bundles);
        configurations = Map.copyOf(configurations);
    }

    /**
     * A bundle of a feature.
     *
     * @param id where to find it
     * @param startLevel its {@code start-order}: the start level at which it becomes active
     */
    record FeatureBundle(ArtifactId id, int startLevel) {
        FeatureBundle {
            if (startLevel < 1) {
                throw new IllegalArgumentException(id + " needs a start-order of 1 or more, but has " + startLevel);
            }
        }
    }
}
