/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.secret.SecretFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the store lies and who logs in, as it was set up. What {@code etc/io.bascule.catalog.cfg} says goes before the properties
 * of {@code etc/bascule.properties}.
 *
 * @param url where it lies
 * @param login who logs in
 */
record StoreSettings(StoreUrl url, Login login) {
    private static final String URL = "bascule.db.url";
    private static final String USER = "bascule.db.user";
    private static final String PASSWORD = "bascule.db.password";

    /**
     * Reads the settings.
     *
     * @param configuration the catalog's own
     * @param property looks up a framework property; null where it is not set
     * @param data the data folder, with the secrets and, by default, the database
     * @throws io.bascule.api.error.BasculeException with {@code SETTING_INVALID} or {@code SECRET_MISSING}
     */
    static StoreSettings of(CatalogConfiguration configuration, Property property, Path data) {
        String url = first(configuration.url(), property.value(URL));
        String user = first(configuration.user(), property.value(USER));
        String password = first(configuration.password(), property.value(PASSWORD));
        SecretFiles secrets = new SecretFiles(data.resolve("secrets"));
        return new StoreSettings(
                url.isEmpty() ? StoreUrl.below(data) : StoreUrl.of(url),
                new Login(
                        user,
                        password.isEmpty()
                                ? ""
                                : secrets.resolve(
                                        "The password of the catalog's database",
                                        "io.bascule.catalog, password",
                                        password)));
    }

    /** A framework property. */
    @FunctionalInterface
    interface Property {
        @Nullable
        String value(String name);
    }

    private static String first(String configured, @Nullable String property) {
        return !configured.isBlank() || property == null ? configured.strip() : property.strip();
    }
}
