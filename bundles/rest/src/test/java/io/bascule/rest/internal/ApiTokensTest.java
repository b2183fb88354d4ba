/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.testsupport.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How tokens are kept from one start to the next. */
final class ApiTokensTest {
    private static final String GIVEN = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final List<String> said = new ArrayList<>();
    private final ManualClock clock = ManualClock.atNewYear();

    @TempDir
    private Path folder;

    private Path file;
    private Path old;

    @BeforeEach
    void name() {
        file = folder.resolve("secrets/rest-tokens.json");
        old = folder.resolve("secrets/rest-token.sha256");
    }

    private ApiTokens open(Optional<Path> given) throws IOException {
        return ApiTokens.open(new TokenFile(folder.resolve("secrets")), given, clock, new SecureRandom(), said::add);
    }

    private ApiTokens open() throws IOException {
        return open(Optional.empty());
    }

    private Optional<Path> given(String token) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("token"), token + "\n"));
    }

    private String saidToken() {
        return said.get(said.size() - 1).substring("REST token (shown once): ".length());
    }

    private static Token only(ApiTokens tokens) {
        assertThat(tokens.all()).hasSize(1);
        return tokens.all().get(0);
    }

    private static ApiTokens.Made make(ApiTokens tokens, String name, Scope... scopes) {
        return tokens.make(tokens.all().get(0), new NewToken(name, Set.of(scopes), null));
    }

    @Test
    void saysTheFirstTokenOnceAndKeepsOnlyItsHash() throws IOException {
        ApiTokens first = open();
        assertThat(said).singleElement().asString().matches("REST token \\(shown once\\): bsc_[A-Za-z0-9_-]{43}");
        Token token = first.find(saidToken()).orElseThrow();
        assertThat(token.actor()).isEqualTo("token:default");
        assertThat(token.scopes()).containsExactly(Scope.values());
        assertThat(token.expires()).isNull();

        ApiTokens again = open();
        assertThat(said).hasSize(1);
        assertThat(again.find(saidToken())).contains(token);
        assertThat(again.find(saidToken() + "x")).isEmpty();
        assertThat(again.find("")).isEmpty();
    }

    @Test
    void writesNoTokenAndForItsOwnerOnly() throws IOException {
        ApiTokens tokens = open();
        ApiTokens.Made made = make(tokens, "ci", Scope.READ);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path written : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(written))
                        .doesNotContain(saidToken().substring(4))
                        .doesNotContain(made.text().substring(4));
                assertThat(Files.getPosixFilePermissions(written))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
        assertThat(made.token().toString()).doesNotContain(made.text().substring(4));
    }

    @Test
    void makesAnotherTokenForEveryRuntime() throws IOException {
        open();
        Files.delete(file);
        open();
        assertThat(said).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void keepsAllThatIsKnownOfATokenOverAStart() throws IOException {
        ApiTokens tokens = open();
        Instant end = clock.instant().plus(Duration.ofDays(30));
        Token made = tokens.make(only(tokens), new NewToken("ci", Set.of(Scope.READ, Scope.CATALOG), end))
                .token();
        tokens.used(made);

        assertThat(open().all()).isEqualTo(tokens.all());
        Token kept = open().all().get(1);
        assertThat(kept.scopes()).containsExactly(Scope.READ, Scope.CATALOG);
        assertThat(kept.expires()).isEqualTo(end);
        assertThat(kept.lastUsed()).isEqualTo(clock.instant());
    }

    @Test
    void takesOverTheTokenOfAnOlderDataFolder() throws IOException {
        Files.createDirectories(old.getParent());
        Files.writeString(old, TokenHash.of(GIVEN).written() + "\n");

        Token token = open().find(GIVEN).orElseThrow();
        assertThat(token.actor()).isEqualTo("token:default");
        assertThat(token.scopes()).containsExactly(Scope.values());
        assertThat(said).isEmpty();
        assertThat(old).doesNotExist();
        assertThat(open().find(GIVEN)).contains(token);
    }

    @Test
    void anOldFileThatWasLeftBehindNeverCountsAgain() throws IOException {
        open();
        Files.writeString(old, TokenHash.of(GIVEN).written() + "\n");

        assertThat(open().find(GIVEN)).isEmpty();
        assertThat(old).doesNotExist();
    }

    @Test
    void acceptsATokenFromAFileFromThenOnAndLeavesTheOthersAlone() throws IOException {
        ApiTokens tokens = open();
        String first = saidToken();
        String ci = make(tokens, "ci", Scope.READ).text();

        ApiTokens again = open(given(GIVEN));
        assertThat(again.find(GIVEN).map(Token::actor)).contains("token:default");
        assertThat(again.find(first)).isEmpty();
        assertThat(again.find(ci)).isPresent();
        assertThat(open().find(GIVEN)).isPresent();
        assertThat(said).hasSize(1);
    }

    @Test
    void aTokenFromAFileDoesNotComeBackOnceItIsRevoked() throws IOException {
        ApiTokens tokens = open(given(GIVEN));
        Token standard = only(tokens);
        Token other = make(tokens, "ann", Scope.values()).token();
        tokens.revoke(other, standard.name());
        assertThat(tokens.find(GIVEN)).isEmpty();

        ApiTokens again = open(given(GIVEN));
        assertThat(again.find(GIVEN)).isEmpty();
        assertThat(only(again)).isEqualTo(other);
        assertThat(open(given(GIVEN + "!")).find(GIVEN + "!")).isPresent();
    }

    @Test
    void aTokenFromAFileIsTheDefaultOneAndNoOther() throws IOException {
        String ci = make(open(), "ci", Scope.READ).text();
        assertThatThrownBy(() -> open(given(ci))).hasMessageContaining("holds the token ci");
        assertThat(open().find(ci).orElseThrow().scopes()).containsExactly(Scope.READ);
    }

    @Test
    void refusesAWeakOrMissingTokenFileAndKeepsTheOldToken() throws IOException {
        open();
        byte[] before = Files.readAllBytes(file);
        for (String weak : List.of("", "short", "a".repeat(64), "0123456789abcdef ghijklmnopqrstuvwxyz")) {
            Optional<Path> given = given(weak);
            assertThatThrownBy(() -> open(given))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bascule.rest.token")
                    .hasMessageContaining("openssl");
        }
        assertThatThrownBy(() -> open(Optional.of(folder.resolve("none")))).hasMessageContaining("no such file");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void staysClosedWhenAnOldHashIsUnreadable() throws IOException {
        Files.createDirectories(old.getParent());
        Files.writeString(old, "");
        assertThatThrownBy(this::open).hasMessageContaining("Delete it and start again");
        assertThat(said).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void staysClosedWhereverTheFileIsCutOff() throws IOException {
        make(open(), "ci", Scope.READ);
        String whole = Files.readString(file).strip();
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
            assertThatThrownBy(() -> open(given(GIVEN))).isInstanceOf(IOException.class);
        }
        assertThat(said).hasSize(1);
        Files.writeString(file, whole);
        assertThat(open().all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "format":1             | "format":2
            "format":1,            | ''
            "format":1             | "format":1,"more":1
            "name":"default"       | "name":"Default"
            "name":"ci"            | "name":"default"
            "scopes":["read"]      | "scopes":[]
            "scopes":["read"]      | "scopes":["everything"]
            "scopes":["read"]      | "scopes":"read"
            "sha256":"             | "sha256":"0
            "expires":null         | "expires":"tomorrow"
            "created":"2026        | "created":"never2026
            "lastUsed":null        | "lastUsed":null,"lastUsed":null
            "revokedDefault":null  | "revokedDefault":"none"
            "revokedDefault":null} | "revokedDefault":null}{}
            """)
    void staysClosedWhenTheFileHoldsSomethingElse(String written, String instead) throws IOException {
        make(open(), "ci", Scope.READ);
        String foreign = Files.readString(file).replace(written, instead);
        assertThat(Files.readString(file)).contains(written);
        Files.writeString(file, foreign);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("delete it and start again");
        assertThat(file).hasContent(foreign);
    }

    @Test
    void staysClosedWhenThereIsNoFileInItsPlace() throws IOException {
        Files.createDirectories(file);
        assertThatThrownBy(this::open).hasMessageContaining("is no file");
    }

    @Test
    void notesUsesOnceAnHour() throws IOException {
        ApiTokens tokens = open();
        String text = saidToken();
        tokens.used(tokens.find(text).orElseThrow());
        Instant first = clock.instant();
        byte[] written = Files.readAllBytes(file);

        for (int minutes = 1; minutes < 60; minutes++) {
            clock.advance(Duration.ofMinutes(1));
            tokens.used(tokens.find(text).orElseThrow());
            assertThat(only(tokens).lastUsed()).isEqualTo(first);
        }
        assertThat(file).hasBinaryContent(written);

        clock.advance(Duration.ofMinutes(1));
        tokens.used(tokens.find(text).orElseThrow());
        assertThat(only(tokens).lastUsed()).isEqualTo(clock.instant());
        assertThat(open().all()).isEqualTo(tokens.all());
    }

    @Test
    void aUseThatCannotBeNotedIsNoHindrance() throws IOException {
        ApiTokens tokens = open();
        obstruct();
        tokens.used(only(tokens));
        assertThat(only(tokens).lastUsed()).isEqualTo(clock.instant());
    }

    @Test
    void whatCannotBeStoredIsNotInForce() throws IOException {
        ApiTokens tokens = open();
        Token standard = only(tokens);
        Token ci = make(tokens, "ci", Scope.READ).token();
        obstruct();
        assertThatThrownBy(() -> make(tokens, "more", Scope.READ)).hasMessageContaining("could not be stored");
        assertThatThrownBy(() -> tokens.revoke(standard, "ci")).hasMessageContaining("could not be stored");
        assertThat(tokens.all()).containsExactly(standard, ci);
    }

    /** Nothing can be written any more. */
    private void obstruct() throws IOException {
        Files.createDirectories(file.resolveSibling("rest-tokens.json.new").resolve("something"));
    }

    @Test
    void aTokenThatWasRevokedMeanwhileLeavesNothingBehind() throws IOException {
        ApiTokens tokens = open();
        Token standard = only(tokens);
        Token thief = make(tokens, "thief", Scope.TOKENS).token();
        tokens.revoke(standard, "thief");

        NewToken wanted = new NewToken("back", Set.of(Scope.TOKENS), null);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> tokens.make(thief, wanted))
                        .status())
                .isEqualTo(401);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> tokens.revoke(thief, "default"))
                        .status())
                .isEqualTo(401);
        assertThat(tokens.all()).containsExactly(standard);
    }

    @RepeatedTest(20)
    void twoThatRevokeEachOtherAtOnceLeaveOne() throws Exception {
        ApiTokens tokens = open();
        Token standard = only(tokens);
        Token ann = make(tokens, "ann", Scope.values()).token();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Integer> one = threads.submit(() -> revoked(together, tokens, standard, "ann"));
            Future<Integer> other = threads.submit(() -> revoked(together, tokens, ann, "default"));
            assertThat(List.of(one.get(10, TimeUnit.SECONDS), other.get(10, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder(204, 401);
        } finally {
            threads.shutdownNow();
        }
        assertThat(tokens.all()).hasSize(1);
        assertThat(open().all()).isEqualTo(tokens.all());
    }

    private static int revoked(CyclicBarrier together, ApiTokens tokens, Token by, String name) throws Exception {
        together.await(10, TimeUnit.SECONDS);
        try {
            tokens.revoke(by, name);
            return 204;
        } catch (HttpProblem e) {
            return e.status();
        }
    }

    @Test
    void hasABound() throws IOException {
        Token standard = only(open());
        TokenList almost = new TokenList(
                IntStream.range(1, ApiTokens.MOST)
                        .mapToObj(i ->
                                new Token("t" + i, TokenHash.of("t" + i), Scope.all(), standard.created(), null, null))
                        .toList(),
                null);
        new TokenFile(folder.resolve("secrets")).write(almost);
        ApiTokens tokens = open();
        make(tokens, "last", Scope.READ);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> make(tokens, "more", Scope.READ))
                        .code())
                .isEqualTo("too-many-tokens");
    }
}
