/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the twins themselves. */
@org.jspecify.annotations.NullMarked
package io.bascule.testsupport;
