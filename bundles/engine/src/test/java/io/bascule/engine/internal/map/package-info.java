/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of mappings, without store or system. Start at {@code FieldMappingTest}. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.map;
