/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the nouns. */
@org.jspecify.annotations.NullMarked
package io.bascule.api.model;
