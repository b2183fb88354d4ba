/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * All that a part of Bascule gets from outside instead of reaching for it.
 *
 * @param clock the time of day; the only source of instants
 * @param scheduler the only way to wait
 * @param executor runs tasks that may block on a remote call; bounded in production, the one thread in the simulation
 * @param ids makes ids
 * @param random jitter
 * @param faults where tests break in; {@link Faults#NONE} in production
 */
public record Surroundings(
        InstantSource clock,
        Scheduler scheduler,
        Executor executor,
        IdSource ids,
        RandomSource random,
        Faults faults) {}
