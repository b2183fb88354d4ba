/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class RequestOriginTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void letsReadsPass(String method) {
        assertThat(refusal(method, Map.of("Sec-Fetch-Site", "cross-site"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "post", "TRACE", "ANYTHING"})
    void refusesWritesFromAnotherSite(String method) {
        assertThat(refusal(method, Map.of("Sec-Fetch-Site", "cross-site"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site", "", "SAME-ORIGIN", "anything"})
    void refusesEverySiteButItsOwn(String site) {
        assertThat(refusal("POST", Map.of("Sec-Fetch-Site", site, "Origin", "http://host:1")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://host",
                "http://host:2",
                "http://host.evil:1",
                "http://evil:1/host:1",
                "host:1",
                "http://host:1 "
            })
    void refusesEveryOriginButItsOwn(String origin) {
        assertThat(refusal("POST", Map.of("Origin", origin))).isPresent();
        assertThat(refusal("POST", Map.of("Sec-Fetch-Site", "same-origin", "Origin", origin)))
                .isPresent();
    }

    @Test
    void letsItsOwnPagesWrite() {
        assertThat(refusal("POST", Map.of("Sec-Fetch-Site", "same-origin", "Origin", "http://host:1")))
                .isEmpty();
        assertThat(refusal("POST", Map.of("Sec-Fetch-Site", "same-origin"))).isEmpty();
        assertThat(refusal("POST", Map.of("Origin", "http://host:1"))).isEmpty();
    }

    @Test
    void letsItsOwnPagesWriteBehindAProxyThatSpeaksTls() {
        assertThat(refusal("POST", Map.of("Origin", "https://host:1"))).isEmpty();
    }

    @Test
    void refusesAWriteThatDoesNotSayWhereItComesFrom() {
        assertThat(refusal("POST", Map.of()).orElseThrow()).contains("add the header Origin: http://host:1");
    }

    @Test
    void repeatsNothingThatCouldForgeALogLine() {
        assertThat(refusal("POST", Map.of("Origin", "http://x\r\n12:00 INFO fine"))
                        .orElseThrow())
                .doesNotContain("\n")
                .doesNotContain("\r");
    }

    private static Optional<String> refusal(String method, Map<String, String> headers) {
        Object request = Proxy.newProxyInstance(
                RequestOriginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getScheme" -> "http";
                    case "getHeader" -> arguments[0].equals("Host") ? "host:1" : headers.get(arguments[0]);
                    default -> throw new AssertionError("not expected: " + called);
                });
        return RequestOrigin.refusal((HttpServletRequest) request);
    }
}
