/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.sync.IntegrationActions;
import io.bascule.api.sync.IntegrationActions.CheckResult;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What people ask an integration to do now. */
final class EngineActionsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());
    private final PlainSystem system = new PlainSystem();
    private final IntegrationActions actions = engine.sync().actions();

    private Runner start() {
        Runner runner = engine.start(
                Duration.ofHours(6), system, engine.identity(TestTypes.customer(), "customers", "email", "phone"));
        engine.run(A_WHILE);
        return runner;
    }

    private CompletableFuture<CheckResult> ask() {
        return actions.check("shop").toCompletableFuture();
    }

    private CheckResult check() {
        CompletableFuture<CheckResult> asked = ask();
        assertThat(asked).isNotDone();
        engine.drain();
        assertThat(asked).isDone();
        return asked.join();
    }

    private static Fields customer(String email) {
        return Fields.EMPTY.with("email", Value.of(email));
    }

    @Test
    void aCheckTellsWhetherTheSystemIsThere() {
        start();
        assertThat(check()).isEqualTo(new CheckResult(true, "The system answers and accepts the credentials."));

        system.fall();
        CheckResult fails = check();
        assertThat(fails.ok()).isFalse();
        assertThat(fails.detail()).contains("No answer").contains("unreachable");
        assertThat(engine.shown().state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void aCheckThatSucceedsEndsTheRestAtOnce() {
        start();
        system.fall();
        check();
        engine.run(Duration.ofMinutes(10));
        system.rise();
        engine.drain();
        assertThat(engine.shown().state()).isEqualTo(State.OFFLINE);

        assertThat(check().ok()).isTrue();
        assertThat(engine.shown().state()).isEqualTo(State.ONLINE);
    }

    @Test
    void whateverAConnectorThrowsIsAResultAndTriedAgain() {
        start();
        system.duringChecks(() -> {
            throw new IllegalStateException("not foreseen");
        });
        CheckResult fails = check();
        assertThat(fails.ok()).isFalse();
        assertThat(fails.detail()).contains("not foreseen").contains("Report it to the author of connector test");
        assertThat(engine.shown().state()).isEqualTo(State.OFFLINE);

        system.duringChecks(() -> {});
        engine.run(A_WHILE);
        assertThat(engine.shown().state()).isEqualTo(State.ONLINE);
    }

    @Test
    void nobodyWaitsLongForASystemThatKeepsSilent() {
        start();
        CompletableFuture<CheckResult> asked = ask();
        system.duringChecks(() -> {
            engine.pass(Duration.ofSeconds(19));
            assertThat(asked).isNotDone();
            engine.pass(Duration.ofSeconds(1));
            assertThat(asked).isDone();
            assertRefused(ErrorCode.UNDER_WAY, this::ask);
        });
        engine.drain();
        assertThat(asked.join().ok()).isFalse();
        assertThat(asked.join().detail()).startsWith("No answer within 20 s");

        system.duringChecks(() -> {});
        assertThat(check().ok()).isTrue();
    }

    @Test
    void aSyncBringsWhatNoPollAndNoMessageBrought() {
        start();
        system.put("customers", customer("ada@x.org"));
        CatalogRecord bob = engine.create("customer", customer("bob@x.org"));
        engine.loseMessages();
        engine.store().write(tx -> {
            tx.outbox()
                    .delete(tx.outbox().oldest(100).stream()
                            .map(event -> event.id())
                            .toList());
            return null;
        });
        engine.run(Duration.ofMinutes(5));
        assertThat(engine.records("customer")).containsExactly(bob);
        assertThat(system.created()).isEmpty();

        actions.sync("shop");
        engine.run(A_WHILE);

        assertThat(engine.recordOf("customer", "c1").fields().text("email")).isEqualTo("ada@x.org");
        assertThat(engine.recordOf("customer", "c2").id()).isEqualTo(bob.id());
        assertThat(system.created()).containsExactly("customers/c2");
    }

    @Test
    void aSyncDuringAPollIsServedByTheNextWhichComesSoon() {
        start();
        system.beforeNextList(() -> {
            system.put("customers", customer("ada@x.org"));
            actions.sync("shop");
            engine.drain();
        });
        actions.sync("shop");
        engine.run(Duration.ofMillis(500));
        assertThat(engine.records("customer")).isEmpty();

        engine.run(A_WHILE);
        assertThat(engine.recordOf("customer", "c1").fields().text("email")).isEqualTo("ada@x.org");
    }

    @Test
    void onlyWhatRunsCanBeAsked() {
        assertRefused(ErrorCode.NOT_FOUND, () -> actions.check("shop"));
        assertRefused(ErrorCode.NOT_FOUND, () -> actions.sync("shop"));

        engine.sync().status().rest("shop", "test", State.DISABLED, "Disabled in its settings.");
        assertThat(assertRefused(ErrorCode.NOT_RUNNING, () -> actions.check("shop")))
                .contains("disabled: Disabled in its settings.");
        assertRefused(ErrorCode.NOT_RUNNING, () -> actions.sync("shop"));
    }

    @Test
    void whatIsNotOnlineIsCheckedAndNotSynchronised() {
        start();
        system.fall();
        check();
        assertThat(assertRefused(ErrorCode.NOT_RUNNING, () -> actions.sync("shop")))
                .contains("offline: No answer");
        assertThat(check().ok()).isFalse();
    }

    @Test
    void whatWasJustStoppedIsNotChecked() {
        Runner runner = start();
        runner.stop();
        assertRefused(ErrorCode.NOT_RUNNING, this::ask);
    }

    @Test
    void oneIsShownLikeAll() {
        assertThat(engine.sync().status().integration("shop")).isEmpty();
        start();
        assertThat(engine.sync().status().integration("shop")).contains(engine.shown());
        engine.sync().stop("shop", "Pauses.");
        assertThat(engine.shown().state()).isEqualTo(State.STARTING);
        assertThat(engine.sync().status().integration("shop")).contains(engine.shown());
    }

    private static String assertRefused(ErrorCode code, ThrowingCallable asked) {
        BasculeException refused = assertThatExceptionOfType(BasculeException.class)
                .isThrownBy(asked)
                .actual();
        assertThat(refused.code()).isEqualTo(code);
        return refused.problem().text();
    }
}
