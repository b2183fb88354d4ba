/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class WebhookGateTest {
    @ParameterizedTest
    @ValueSource(strings = {"/hooks/shop", "/hooks/shop_2/more"})
    void letsHooksPass(String path) {
        assertThat(WebhookGate.isHook(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hooks",
                "/hooksystem/console",
                "/system/console",
                "/hooks/../system/console",
                "/hooks/%2e%2e/system/console",
                "/hooks/..;/system/console",
                "//hooks/shop",
                "/hooks/./shop"
            })
    void keepsEverythingElseOut(String path) {
        assertThat(WebhookGate.isHook(path)).isFalse();
    }
}
