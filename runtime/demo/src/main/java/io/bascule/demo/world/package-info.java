/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Real processes and the ways into them that everybody has: files, HTTP, JDBC, Kafka. Start at {@link
 * io.bascule.demo.world.World}. The sides may be used by several threads; a world belongs to one.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo.world;
