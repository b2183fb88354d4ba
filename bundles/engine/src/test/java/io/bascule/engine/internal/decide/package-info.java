/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the decisions: readable ones, and random ones against a model of their own. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.decide;
