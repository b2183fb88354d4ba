/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StoreSettingsTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1:5432/shop";

    @TempDir
    private Path data = Path.of("replaced");

    private record Configured(String url, String user, String password) implements CatalogConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return CatalogConfiguration.class;
        }
    }

    private StoreSettings read(Configured configured, Map<String, String> properties) {
        return StoreSettings.of(configured, properties::get, data);
    }

    private void secret(String name, String text) throws IOException {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets").resolve(name), text);
    }

    @Test
    void withoutSettingsTheStoreIsAFileInTheDataFolder() {
        assertThat(read(new Configured("", "", ""), Map.of()))
                .isEqualTo(new StoreSettings(StoreUrl.below(data), Login.NONE));
    }

    @Test
    void thePasswordIsTheTextOfASecret() throws IOException {
        secret("catalog-database", "hush\n");

        StoreSettings settings = read(
                new Configured("", "", ""),
                Map.of(
                        "bascule.db.url",
                        URL,
                        "bascule.db.user",
                        "hub",
                        "bascule.db.password",
                        "secret:catalog-database"));

        assertThat(settings).isEqualTo(new StoreSettings(StoreUrl.of(URL), new Login("hub", "hush")));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void theCatalogsOwnConfigurationGoesFirst() throws IOException {
        secret("other", "hush");

        StoreSettings settings = read(
                new Configured(URL, "hub", "secret:other"),
                Map.of("bascule.db.url", "jdbc:x", "bascule.db.user", "ann", "bascule.db.password", "secret:none"));

        assertThat(settings).isEqualTo(new StoreSettings(StoreUrl.of(URL), new Login("hub", "hush")));
    }

    @Test
    void aPasswordInPlaceOfAReferenceIsRefusedAndNotShown() {
        assertThatThrownBy(() -> read(new Configured(URL, "hub", "hush"), Map.of()))
                .hasMessageContainingAll("secret:catalog-database", "setting-invalid")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> read(new Configured(URL, "hub", "secret:../hush"), Map.of()))
                .hasMessageContaining("setting-invalid");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read(new Configured(URL, "hub", "secret:gone"), Map.of()))
                .hasMessageContainingAll(data.resolve("secrets/gone").toString(), "secret-missing");
    }
}
