/* SPDX-License-Identifier: Apache-2.0 */
/** Tests of the deployer: its logic with a framework of paper, and the whole of it in a real one. */
@org.jspecify.annotations.NullMarked
package io.bascule.deployer.internal;
