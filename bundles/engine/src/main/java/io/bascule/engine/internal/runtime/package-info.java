/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The real clock, threads and ids behind {@link io.bascule.api.runtime.Surroundings}: the only place of the engine where
 * they are reached for. Start at {@link io.bascule.engine.internal.runtime.SystemSurroundings}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.runtime;
