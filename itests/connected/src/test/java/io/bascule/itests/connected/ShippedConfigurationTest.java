/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.engine.internal.config.Configured;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.itests.connected.Mutations.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 200 mutations of each configuration file that a new connection starts from: none that is wrong is accepted, none stops what
 * runs, and what stays right is taken.
 */
@SuppressWarnings("NullAway.Init")
final class ShippedConfigurationTest {
    private static final int MUTATIONS = 200;

    @TempDir
    private Path data;

    private ConfiguredEtc etc;

    @BeforeEach
    void prepare() throws IOException {
        etc = new ConfiguredEtc(data);
        etc.add("stripe", "stripe");
        etc.add("jdbc", "shop");
        for (String secret : List.of("stripe-key", "stripe-webhook", "shop-db")) {
            etc.secret(secret);
        }
        fill("io.bascule.connector.jdbc-shop.cfg", "url", "jdbc:h2:tcp://127.0.0.1:1/shop");
        fill("io.bascule.connector.jdbc-shop.cfg", "user", "BASCULE");
        fill("io.bascule.connector.jdbc-shop.cfg", "tables", Shop.TABLES);
        for (String mapping :
                List.of("stripe.customer", "stripe.product", "stripe.invoice", "shop.customer", "shop.product")) {
            fill("io.bascule.mapping-" + mapping + ".cfg", "accept", "true");
        }
        for (String file : List.of("connector.stripe-stripe", "connector.jdbc-shop", "mapping-stripe.customer")) {
            String name = "io.bascule." + file + ".cfg";
            String text = etc.read(name).replaceAll("(?m)^#([a-z.]+ = .+)$", "$1");
            etc.write(name, text.getBytes(StandardCharsets.UTF_8));
        }
        etc.look();
    }

    @AfterEach
    void stop() {
        etc.close();
    }

    private void fill(String name, String key, String value) throws IOException {
        String text = etc.read(name).replaceFirst("(?m)^" + key + " =.*$", key + " = " + value);
        etc.write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyTemplateIsRightOnceItIsFilledIn() {
        assertThat(etc.all())
                .hasSize(12)
                .allSatisfy(state -> assertThat(state.status()).as("%s", state).isEqualTo(Status.ACCEPTED));
        assertThat(Objects.requireNonNull(etc.runner("stripe")).integration().mappings())
                .hasSize(3);
        assertThat(Objects.requireNonNull(etc.runner("shop")).integration().mappings())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "io.bascule.connector.stripe-stripe.cfg, stripe, stripe, url",
        "io.bascule.connector.jdbc-shop.cfg, shop, shop, url user tables",
        "io.bascule.mapping-stripe.customer.cfg, stripe.customer, stripe, ''"
    })
    void mutatedSettings(String file, String name, String integration, String required) throws IOException {
        List<String> keys =
                Stream.of(required.split(" ")).filter(key -> !key.isEmpty()).toList();
        String text = etc.read(file);
        List<Mutation> mutations = new Mutations(file.hashCode()).ofSettings(text, keys, MUTATIONS);
        assertThat(mutations).hasSizeGreaterThanOrEqualTo(MUTATIONS);
        for (Mutation mutation : mutations) {
            judge(file, name, integration, text, mutation);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mappings/stripe.customer.json, stripe.customer.fields, stripe",
        "mappings/stripe.product.json, stripe.product.fields, stripe",
        "mappings/shop.customer.json, shop.customer.fields, shop",
        "mappings/shop.product.json, shop.product.fields, shop"
    })
    void mutatedDocuments(String file, String name, String integration) throws IOException {
        String text = etc.read(file);
        for (Mutation mutation : new Mutations(file.hashCode()).ofDocument(text, MUTATIONS)) {
            judge(file, name, integration, text, mutation);
        }
    }

    private void judge(String file, String name, String integration, String text, Mutation mutation)
            throws IOException {
        Configured before = etc.look();
        Runner running = Objects.requireNonNull(etc.runner(integration));
        int versions = etc.versions(name);

        etc.write(file, mutation.bytes());
        Configured after = etc.look();
        ConfigurationState state = etc.state(name);

        if (mutation.valid()) {
            assertThat(state.status()).as("%s: %s", mutation, state.reason()).isEqualTo(Status.ACCEPTED);
            assertThat(etc.runner(integration) != null || mutation.text().contains("enabled = false"))
                    .as("%s", mutation)
                    .isTrue();
        } else {
            assertThat(state.status()).as("%s", mutation).isEqualTo(Status.REFUSED);
            if (mutation.name().startsWith("secret")) {
                assertThat(String.valueOf(state.reason())).as("%s", mutation).doesNotContain("4242");
            }
            assertThat(after).as("%s", mutation).isEqualTo(before);
            assertThat(etc.versions(name)).as("%s", mutation).isEqualTo(versions);
            assertThat(etc.runner(integration)).as("%s", mutation).isSameAs(running);
        }
        etc.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
