/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the store on a real H2 file. */
@org.jspecify.annotations.NullMarked
package io.bascule.catalog.internal;
