/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Publishes the store; opens it when first asked for, and again under a changed configuration. Where it cannot be opened as it is
 * set up, the log says why and there is no store.
 */
@Component(
        service = CatalogStore.class,
        configurationPid = "io.bascule.catalog",
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = CatalogConfiguration.class)
public final class CatalogStoreComponent implements CatalogStore {
    private final ReopeningStore store;

    /** Opens the database. */
    @Activate
    public CatalogStoreComponent(BundleContext context, CatalogConfiguration configuration) {
        StoreSettings settings = StoreSettings.of(configuration, context::getProperty, RuntimeFolders.data(context));
        store = ReopeningStore.open(settings);
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
