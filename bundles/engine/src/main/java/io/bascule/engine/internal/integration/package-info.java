/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A running integration: its connector, mappings and sequence, and the runner that gives its lanes and polls their turn. Start
 * at {@link io.bascule.engine.internal.integration.Integration}.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.integration;
