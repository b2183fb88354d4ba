/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.error;

/**
 * One field that is not as it must be.
 *
 * @param path where, for example {@code "addresses[kind=billing].country"}; empty for the record as a whole
 * @param message what is wrong and what would be right
 */
public record FieldError(String path, String message) {}
