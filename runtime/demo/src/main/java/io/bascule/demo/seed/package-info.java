/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The customers and products that the demonstration begins with: invented, but shaped like real ones, and the same for the same
 * seed. Start at {@link io.bascule.demo.seed.SeedData}. Pure values, safe for use by several threads.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo.seed;
