/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of reading, refusing and applying configuration. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.config;
