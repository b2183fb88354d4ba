/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the engine offers to the other rooms: where records go, how work comes in, and how synchronisation stands. Start at
 * {@link io.bascule.api.sync.SyncStatus}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.sync;
