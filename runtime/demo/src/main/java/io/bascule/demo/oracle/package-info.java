/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Decides from the outside whether anything was lost, doubled or left apart. Everything here is a pure function over values
 * that were read before: no clock, no network, no files. Start at {@link io.bascule.demo.oracle.Oracle}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo.oracle;
