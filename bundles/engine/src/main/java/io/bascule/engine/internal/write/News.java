/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import io.bascule.api.model.CatalogRecord;

/** Told after a commit: for nudges and for bundles that listen; never for anything that matters. Must return at once. */
public interface News {
    /** A version of a record was committed. */
    void recordCommitted(CatalogRecord record);

    /** An integration has news, for example {@code "effect"}, {@code "work"} or {@code "started"}. */
    void integration(String integration, String event);
}
