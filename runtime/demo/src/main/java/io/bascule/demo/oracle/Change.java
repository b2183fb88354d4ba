/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import org.jspecify.annotations.Nullable;

/**
 * What became of one field.
 *
 * @param before the value that was there, as the writer saw it; null if there was none
 * @param after the value written; null if it was taken away
 */
public record Change(@Nullable String before, @Nullable String after) {}
