/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The demonstration's shop: an H2 database server in a process of its own, which keeps a journal of every change and can lose
 * connections on demand. Start at {@link io.bascule.demo.shop.Shop}. Triggers are called on the threads of the database.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.demo.shop;
