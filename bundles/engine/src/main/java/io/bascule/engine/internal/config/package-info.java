/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From Config Admin and mapping documents to running integrations. Start at {@link
 * io.bascule.engine.internal.config.Reconciler}, which runs on one thread; everything else here is stateless.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.config;
