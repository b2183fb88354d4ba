/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import java.util.Objects;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes the store; opens it when first asked for, and again under a changed configuration. */
@Component(
        service = CatalogStore.class,
        configurationPid = "io.bascule.catalog",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = CatalogConfiguration.class)
public final class CatalogStoreComponent implements CatalogStore {
    /** For whoever sets up the whole runtime in one file; what is configured for the catalog itself goes before it. */
    private static final String PROPERTY = "bascule.db.url";

    private final JdbcCatalogStore store;

    /** Opens the database. */
    @Activate
    public CatalogStoreComponent(BundleContext context, CatalogConfiguration configuration) {
        String configured = configuration.url().strip();
        String url = configured.isEmpty()
                ? Objects.requireNonNullElse(context.getProperty(PROPERTY), "").strip()
                : configured;
        store = url.isEmpty()
                ? JdbcCatalogStore.below(RuntimeFolders.data(context))
                : JdbcCatalogStore.open(StoreUrl.of(url));
    }

    @Deactivate
    void close() {
        store.close();
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return store.write(work);
    }
}
