/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The authorised client on the JDK's own HTTP client. Start at {@link io.bascule.http.internal.AuthorisedHttpProvider}.
 * Instances are thread-safe.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.http.internal;
