/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the secrets' folder. */
@org.jspecify.annotations.NullMarked
package io.bascule.api.secret;
