/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The pool behind a connector's {@code javax.sql.DataSource} and the check of its address. Start at {@link
 * io.bascule.jdbc.internal.DataSourceProvider}, the service; an address is read by the {@link
 * io.bascule.jdbc.internal.UrlRule} of its driver, which knows what it allows and refuses the rest. Everything is stateless
 * and thread-safe except the pool, which is thread-safe and belongs to whoever opened it.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.jdbc.internal;
