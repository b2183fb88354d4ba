/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mappings between an entity type and an external type. Pure: no clock, no threads, no input or output. Start at {@link
 * io.bascule.engine.internal.map.Mapping}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.map;
