/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

/**
 * An address that was checked.
 *
 * @param url what the driver is given; holds neither user nor password
 */
record Address(String url) {}
