/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Where committed records go. Thread-safe. */
@ProviderType
public interface Routes {
    /** The names of the integrations that have an enabled mapping which sends this type out, in order. */
    List<String> integrationsFor(String type);

    /** The names of all configured integrations, in order; their topics are made ahead. */
    List<String> integrations();
}
