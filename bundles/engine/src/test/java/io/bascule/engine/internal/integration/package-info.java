/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of running integrations. */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.integration;
