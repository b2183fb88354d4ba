/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How input becomes work: committed records, observations of polls and lists, webhooks, and the sweep that heals what got
 * lost. Start at {@link io.bascule.engine.internal.intake.Intake}; everything here is called by several threads.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.intake;
