/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.nio.file.Path;

/**
 * A jar that passed all checks, in our private copy.
 *
 * @param sha256 the hash of its bytes in hexadecimal digits
 * @param key what it calls itself
 * @param copy where the private copy is
 */
record Jar(String sha256, BundleKey key, Path copy) {}
