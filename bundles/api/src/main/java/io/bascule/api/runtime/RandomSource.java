/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** Chance, for jitter only; never for secrets. Thread-safe. */
@ProviderType
@FunctionalInterface
public interface RandomSource {
    /** A number from 0 (inclusive) to 1 (exclusive). */
    double next();
}
