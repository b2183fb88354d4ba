/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What surrounds the code: time, threads, ids, chance, and the places where tests may break in. Every part of Bascule
 * that decides anything gets these from outside, so that the whole engine also runs in a seeded simulation on a virtual
 * clock. Start at {@link io.bascule.api.runtime.Surroundings}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.runtime;
