/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine: keeps records and external objects in agreement. Start at {@link io.bascule.engine.internal.SyncEngine}, which
 * knows nothing of the framework; {@link io.bascule.engine.internal.EngineHost} puts it into one.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal;
