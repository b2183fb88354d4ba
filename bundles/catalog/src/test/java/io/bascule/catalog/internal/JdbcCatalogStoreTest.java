/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.testsupport.CatalogStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class JdbcCatalogStoreTest extends CatalogStoreContract {
    @TempDir
    private Path folder = Path.of("replaced");

    private @Nullable JdbcCatalogStore opened;

    @Override
    protected CatalogStore open() {
        opened = JdbcCatalogStore.open(StoreUrl.below(folder));
        return opened;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
