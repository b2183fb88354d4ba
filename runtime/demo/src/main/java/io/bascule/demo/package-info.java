/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The walking demonstration: a shop, an imitation of Stripe and the real runtime, each in a process of its own; users who keep
 * editing on all sides while things go wrong; an oracle that judges the outcome. Start at {@link io.bascule.demo.DemoMain}.
 * Everything here runs on the main thread but for the editors and the hook that stops the rest.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo;
