/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Accepted versions of configuration. */
abstract class ConfigurationsContract extends StoreContract {
    private static final String SHOP = "io.bascule.connector.jdbc~shop";
    private static final String STRIPE = "io.bascule.connector.stripe~stripe";

    private static ConfigurationVersion version(String pid, long version) {
        return new ConfigurationVersion(
                pid,
                version,
                NOON.plusSeconds(version),
                version == 1 ? Source.FILE : Source.REST,
                version == 1 ? "" : "token:ci",
                "enabled = true\nlanes = " + version + "\nnote = häufig, \uD83D\uDE00\n",
                "hash-" + version);
    }

    @Test
    void theNewestVersionsAreThoseInEffect() {
        write(t -> {
            t.configurations().add(version(STRIPE, 1));
            t.configurations().add(version(SHOP, 1));
            t.configurations().add(version(SHOP, 2));
        });
        write(t -> t.configurations().add(version(SHOP, 10)));
        write(t -> assertThat(t.configurations().newest()).containsExactly(version(SHOP, 10), version(STRIPE, 1)));
    }

    @Test
    void everyVersionStaysInItsOrder() {
        write(t -> {
            t.configurations().add(version(SHOP, 10));
            t.configurations().add(version(SHOP, 2));
            t.configurations().add(version(STRIPE, 1));
        });
        write(t -> assertThat(t.configurations().of(SHOP)).containsExactly(version(SHOP, 2), version(SHOP, 10)));
        write(t -> assertThat(t.configurations().of("io.bascule.connector.jdbc~sho"))
                .isEmpty());
        write(t -> assertThat(t.configurations().find(SHOP, 2)).contains(version(SHOP, 2)));
        write(t -> assertThat(t.configurations().find(SHOP, 3)).isEmpty());
        write(t -> assertThat(t.configurations().find(STRIPE, 2)).isEmpty());
    }

    @Test
    void aVersionIsStoredOnce() {
        write(t -> t.configurations().add(version(SHOP, 1)));
        assertStale(t -> t.configurations().add(version(SHOP, 1)));
    }

    @Test
    void aVersionGoesWithItsTransaction() {
        assertThatThrownBy(() -> write(t -> {
                    t.configurations().add(version(SHOP, 1));
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        write(t -> assertThat(t.configurations().newest()).isEmpty());
    }
}
