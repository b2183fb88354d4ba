/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Looks after the folder {@code deploy/}: a jar that is complete and allowed becomes an active bundle, and one that is taken
 * away is uninstalled. Start at {@link io.bascule.deployer.internal.Deployer}, which does one round; all of it runs on the
 * one thread of {@link io.bascule.deployer.internal.DeployerComponent}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.deployer.internal;
