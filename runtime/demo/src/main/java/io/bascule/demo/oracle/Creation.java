/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.time.Instant;

/**
 * An object that a side's journal says was made.
 *
 * @param side where
 * @param subject what it stands for
 * @param objectId its id
 * @param byBascule whether Bascule made it
 * @param at when, by that side's clock
 */
public record Creation(Side side, Subject subject, String objectId, boolean byBascule, Instant at) {}
