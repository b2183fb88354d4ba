/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.Fields;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AuthorisedHttpTest {
    private static final String KEY = "sk_test_VerySecretKey42";

    private final TestResources resources = new TestResources();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        resources.secrets.put("auth.secret", KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Settings settings(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (SettingDefinition definition : new AuthorisedHttpProvider().settings()) {
            if (definition.defaultValue() != null) {
                values.put(definition.key(), definition.defaultValue());
            }
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.of("shop", values);
    }

    private AuthorisedHttp open(String... keysAndValues) {
        return new AuthorisedHttpProvider().open(settings(keysAndValues), resources);
    }

    private AuthorisedHttp bearer() {
        return open("url", server.url(), "auth", "bearer", "auth.secret", "secret:shop_key", "timeout.seconds", "2");
    }

    private static BasculeException failure(AuthorisedHttp http, HttpCall call) {
        return catchThrowableOfType(BasculeException.class, () -> http.send(call));
    }

    private static String everythingOf(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void sendsNoCredentialsWithoutAuthorisation() {
        open("url", server.url()).send(HttpCall.get("/a"));
        assertThat(server.seen.get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void sendsTheKeyInTheHeaderThatTheSettingNames() {
        open("url", server.url(), "auth", "api-key", "auth.secret", "secret:k", "auth.header", "X-Shop-Token")
                .send(HttpCall.get("/a"));
        assertThat(server.seen.get(0).headers().getFirst("X-Shop-Token")).isEqualTo(KEY);
    }

    @Test
    void sendsUserAndPasswordAsBasicAuthorisation() {
        open("url", server.url(), "auth", "basic", "auth.secret", "secret:k", "auth.user", "ada")
                .send(HttpCall.get("/a"));
        assertThat(server.seen.get(0).headers().getFirst("Authorization"))
                .isEqualTo("Basic YWRhOnNrX3Rlc3RfVmVyeVNlY3JldEtleTQy");
    }

    @Test
    void usesAChangedSecretAtTheNextCall() {
        AuthorisedHttp http = bearer();
        http.send(HttpCall.get("/a"));
        resources.secrets.put("auth.secret", "another_secret");
        http.send(HttpCall.get("/a"));
        assertThat(server.seen.get(0).headers().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(server.seen.get(1).headers().getFirst("Authorization")).isEqualTo("Bearer another_secret");
    }

    @Test
    void credentialsOfTheConnectionWinOverAHeaderOfTheCall() {
        bearer().send(HttpCall.get("/a").header("Authorization", "Bearer other"));
        assertThat(server.seen.get(0).headers().get("Authorization")).containsExactly("Bearer " + KEY);
    }

    @Test
    void sendsQueryAndFormWithBracketsBelowTheFolderOfTheUrl() {
        Fields form = Fields.ofPlain(Map.of("address", Map.of("city", "Linz & Wels"), "name", "Ada"));
        AuthorisedHttp http = open("url", server.url() + "/base/");
        http.send(HttpCall.post("/v1/customers/" + HttpCall.segment("a/b c"))
                .query(Fields.ofPlain(Map.of("created", Map.of("gte", 5))))
                .form(form));
        TestServer.Seen seen = server.seen.get(0);
        assertThat(seen.uri()).isEqualTo("/base/v1/customers/a%2Fb%20c?created[gte]=5");
        assertThat(seen.body()).isEqualTo("address[city]=Linz+%26+Wels&name=Ada");
        assertThat(seen.headers().getFirst("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void givesStatusHeadersAndExactDecimals() {
        server.handler = exchange -> {
            exchange.getResponseHeaders().add("X-Quota", "7");
            TestServer.reply(exchange, 201, "{\"price\":12.10,\"big\":12345678901234567890}");
        };
        HttpAnswer answer = bearer().send(HttpCall.post("/a").json(Fields.ofPlain(Map.of("x", 1))));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("x-quota")).isEqualTo("7");
        assertThat(answer.json().toPlain().get("price")).hasToString("12.1");
        assertThat(answer.json().toPlain().get("big")).hasToString("12345678901234567890");
        assertThat(server.seen.get(0).body()).isEqualTo("{\"x\":1}");
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (TestServer other = new TestServer()) {
            server.handler = exchange -> {
                exchange.getResponseHeaders().add("Location", other.url() + "/steal");
                TestServer.reply(exchange, 307, "");
            };
            HttpAnswer answer = bearer().send(HttpCall.post("/a").form(Fields.EMPTY));
            assertThat(answer.status()).isEqualTo(307);
            assertThat(other.seen).isEmpty();
        }
    }

    @Test
    void refusedConnectionMeansNothingWasSent() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        BasculeException e = failure(open("url", "http://127.0.0.1:" + port), HttpCall.post("/a"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void unknownHostMeansNothingWasSent() {
        BasculeException e = failure(open("url", "https://no-such-host.invalid"), HttpCall.post("/a"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(e.problem().found()).contains("does not resolve");
    }

    @Test
    void resetAfterTheRequestLeavesAWriteUnknownAndAReadUnreachable() throws IOException {
        try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread resetting = new Thread(() -> resetEveryConnection(raw));
            resetting.setDaemon(true);
            resetting.start();
            AuthorisedHttp http = open("url", "http://127.0.0.1:" + raw.getLocalPort());
            assertThat(failure(http, HttpCall.post("/a").form(Fields.EMPTY)).code())
                    .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(failure(http, HttpCall.get("/a")).code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure(http, HttpCall.post("/search").asRead()).code()).isEqualTo(ErrorCode.UNREACHABLE);
        }
    }

    private static void resetEveryConnection(ServerSocket raw) {
        while (!raw.isClosed()) {
            try (Socket socket = raw.accept()) {
                byte[] buffer = new byte[4096];
                int read = socket.getInputStream().read(buffer);
                assertThat(new String(buffer, 0, Math.max(read, 0), StandardCharsets.US_ASCII))
                        .contains("HTTP/1.1");
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void anAnswerThatStallsAfterItsHeadersEndsWithTheTimeLimit() {
        CountDownLatch ended = new CountDownLatch(1);
        server.handler = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        AuthorisedHttp http = open("url", server.url(), "timeout.seconds", "1");
        BasculeException e = failure(http, HttpCall.post("/a").form(Fields.EMPTY));
        ended.countDown();
        assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(e.problem().found()).contains("1 seconds");
    }

    @Test
    void anAnswerCutShortLeavesAWriteUnknown() {
        server.handler = exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
        assertThat(failure(bearer(), HttpCall.post("/a").form(Fields.EMPTY)).code())
                .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void aTooLargeAnswerIsNotCollected() {
        String large = "x".repeat(5_000_001);
        server.handler = exchange -> TestServer.reply(exchange, 200, large);
        assertThat(failure(bearer(), HttpCall.get("/a")).code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
        assertThat(failure(bearer(), HttpCall.post("/a")).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void anInterruptedWriteIsUnknownAndTheThreadStaysInterrupted() {
        Thread.currentThread().interrupt();
        BasculeException e = failure(bearer(), HttpCall.post("/a"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void noSecretIsInAnyErrorOrText() {
        AuthorisedHttp http = bearer();
        server.handler = exchange -> TestServer.reply(
                exchange,
                401,
                "{\"error\":\"Bad key " + exchange.getRequestHeaders().getFirst("Authorization") + "\"}");
        HttpAnswer answer = http.send(HttpCall.get("/a"));
        assertThat(answer.body()).contains("Bearer ***").doesNotContain(KEY);
        assertThat(http.toString()).contains("shop").doesNotContain(KEY);
        server.handler = exchange -> exchange.close();
        assertThat(everythingOf(failure(http, HttpCall.post("/a")))).doesNotContain(KEY);
    }

    @Test
    void aSecretWithALineBreakIsRefusedWithoutShowingIt() {
        AuthorisedHttp http = bearer();
        resources.secrets.put("auth.secret", KEY + "\nX-Evil: 1");
        BasculeException e = failure(http, HttpCall.get("/a"));
        assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID);
        assertThat(everythingOf(e)).doesNotContain(KEY).contains("line break");
        assertThat(server.seen).isEmpty();
    }

    @Test
    void refusesSettingsThatWouldGiveSecretsAway() {
        assertThatThrownBy(() -> open("url", "http://api.example.org")).hasMessageContaining("allow.plain.http");
        assertThatThrownBy(() -> open("url", "https://ada:pw123456@example.org"))
                .hasMessageContaining("without user and password")
                .hasMessageNotContaining("pw123456");
        assertThatThrownBy(() -> open("url", "api.example.org")).hasMessageContaining("such as https://");
        assertThatThrownBy(() -> open("url", server.url(), "auth", "bearer")).hasMessageContaining("auth.secret");
        assertThatThrownBy(() -> open("url", server.url(), "auth", "basic", "auth.secret", "secret:k"))
                .hasMessageContaining("auth.user");
        assertThat(open("url", "http://api.example.org", "allow.plain.http", "true"))
                .isNotNull();
    }

    @Test
    void refusesPathsThatLeaveTheOriginOrFolder() {
        for (String path : new String[] {
            "//evil.example/a", "https://evil.example", "a", "/a/../b", "/%2e%2E/b", "/a?x=1", "/a b", "@evil.example"
        }) {
            assertThatThrownBy(() -> HttpCall.get(path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HttpCall.get("/a").header("X", "a\r\nY: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsThreadsEndSoonAfterItIsClosed() throws Exception {
        long before = clientThreads();
        AuthorisedHttp http = bearer();
        http.send(HttpCall.get("/a"));
        assertThat(clientThreads()).isGreaterThan(before);
        ((AutoCloseable) http).close();
        assertThatThrownBy(() -> http.send(HttpCall.get("/a"))).hasMessageContaining("closed");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return clientThreads() <= before;
        });
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        || thread.getName().startsWith("bascule-http-"))
                .count();
    }
}
