/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

/**
 * What tells two states of a file apart without reading it.
 *
 * @param size in bytes
 * @param modified in milliseconds since 1970
 */
record FileStamp(long size, long modified) {}
