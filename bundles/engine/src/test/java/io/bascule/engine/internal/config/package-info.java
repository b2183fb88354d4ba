/* SPDX-License-Identifier: Apache-2.0 */
/** What becomes of configurations: read, refused, applied, gone. Start at {@code MappingReaderTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.config;
