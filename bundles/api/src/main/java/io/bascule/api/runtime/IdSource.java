/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** Makes unique identifiers. Thread-safe. */
@ProviderType
@FunctionalInterface
public interface IdSource {
    /**
     * A new UUID of version 7 (RFC 9562) in its usual text form, such as {@code
     * "019ab1c2-7e50-7cc3-98c4-dc0c0c07398f"}. Later ids of one source sort after earlier ones.
     */
    String next();
}
