/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One runtime without a broker: its doors, and what does not start beside it. */
@SuppressWarnings("NullAway.Init")
final class RunIT {
    private static final int PORT = RunningBascule.FIRST_PORT;
    private static final int WEBHOOK_PORT = PORT + 1;
    private static final String CONSOLE = "/system/console/bundles";

    @TempDir
    static Path folder;

    private static RunningBascule bascule;
    private static Path data;

    @BeforeAll
    static void start() throws IOException {
        data = folder.resolve("data");
        bascule = RunningBascule.start(
                folder.resolve("out"), "--dir", data.toString(), "--port", "" + PORT, "--no-broker");
        bascule.awaitReady();
    }

    @AfterAll
    static void stop() {
        bascule.close();
    }

    @Test
    void saysWhereTheConsoleIs() {
        assertThat(bascule.output())
                .contains("Console: http://127.0.0.1:" + PORT + "/system/console (user admin)\n")
                .doesNotContain("WARN ")
                .doesNotContain("ERROR");
    }

    @Test
    void opensTheConsoleForThePasswordOnly() throws Exception {
        assertThat(console("GET").statusCode()).isEqualTo(401);
        assertThat(console("GET", "Authorization", RunningBascule.basic("admin", "admin"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(console("GET", "Authorization", RunningBascule.basic("root", bascule.password()))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> page = console("GET", "Authorization", RunningBascule.basic("admin", bascule.password()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Apache Felix Web Console");
    }

    @ParameterizedTest
    @ValueSource(strings = {"components", "configMgr", "events", "services"})
    void hasThePagesOfItsPlugins(String page) throws Exception {
        HttpResponse<String> answer = bascule.request(
                "GET",
                PORT,
                "/system/console/" + page,
                "Authorization",
                RunningBascule.basic("admin", bascule.password()));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void keepsThePasswordAsAHashOnly() throws IOException {
        String password = bascule.password();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(password);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void refusesWritesThatAnotherSiteCauses(String method) throws Exception {
        String login = RunningBascule.basic("admin", bascule.password());

        assertThat(console(method, "Authorization", login, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(console(method, "Authorization", login, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(console(method, "Authorization", login).statusCode()).isEqualTo(403);
    }

    @Test
    void takesWritesOfItsOwnPages() throws Exception {
        HttpResponse<String> answer = bascule.request(
                "POST",
                PORT,
                "/system/console/bundles/0?action=nothing",
                "Authorization",
                RunningBascule.basic("admin", bascule.password()),
                "Sec-Fetch-Site",
                "same-origin",
                "Origin",
                "http://127.0.0.1:" + PORT);

        assertThat(answer.statusCode()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void protectsEveryAnswerOfTheConsole(String password) throws Exception {
        HttpResponse<String> answer = console("GET", "Authorization", RunningBascule.basic("admin", password));

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void letsOnlyFelixsOwnPagesUnpackTheirScripts() throws Exception {
        String login = RunningBascule.basic("admin", bascule.password());

        assertThat(policy(CONSOLE, login)).contains("script-src 'self' 'unsafe-inline' 'unsafe-eval';");
        assertThat(policy(CONSOLE, "Basic nothing")).doesNotContain("unsafe-eval");
        assertThat(policy("/system/console/res/lib/support.js", login)).doesNotContain("unsafe-eval");
        assertThat(policy("/system/console/bascule", login)).doesNotContain("unsafe-eval");
    }

    private static String policy(String path, String login) throws Exception {
        return bascule.request("GET", PORT, path, "Authorization", login)
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/system/console", "/system/console/bundles", "/", "/api/v1/health", "/hooks/../system/console"})
    void servesNothingButHooksOnTheWebhookListener(String path) throws Exception {
        HttpResponse<String> answer = bascule.request(
                "GET", WEBHOOK_PORT, path, "Authorization", RunningBascule.basic("admin", bascule.password()));

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.statusCode()).isNotEqualTo(401);
        assertThat(answer.body()).doesNotContain("Felix");
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (RunningBascule second = RunningBascule.start(
                folder.resolve("out-second"), "--dir", data.toString(), "--port", "" + (PORT + 10), "--no-broker")) {
            assertThat(second.awaitExit()).isEqualTo(3);
            assertThat(second.output()).contains(data.toString()).contains("in use by another running Bascule");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesAPortInUse(int offset) throws Exception {
        int port = PORT + 20;
        try (ServerSocket taken = new ServerSocket(port + offset, 1, InetAddress.getByName("127.0.0.1"));
                RunningBascule second = RunningBascule.start(
                        folder.resolve("out-port" + offset),
                        "--dir",
                        folder.resolve("other").toString(),
                        "--port",
                        "" + port,
                        "--no-broker")) {
            assertThat(second.awaitExit()).isEqualTo(4);
            assertThat(second.output())
                    .contains("Port " + taken.getLocalPort() + " on 127.0.0.1")
                    .contains(offset == 0 ? "--port N" : "--webhook-port N");
        }
    }

    @Test
    void refusesAnOldJava() throws Exception {
        Path javaHome = folder.resolve("java8");
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        try (RunningBascule old = RunningBascule.start(
                RunningBascule.DISTRIBUTION, folder.resolve("out-java"), Map.of("JAVA_HOME", javaHome.toString()))) {
            assertThat(old.awaitExit()).isEqualTo(6);
            assertThat(old.output()).contains("is Java 8, but Java 17 or newer is needed");
        }
    }

    private static HttpResponse<String> console(String method, String... headers) throws Exception {
        return bascule.request(method, PORT, CONSOLE, headers);
    }
}
