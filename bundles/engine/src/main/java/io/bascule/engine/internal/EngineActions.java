/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Scheduler;
import io.bascule.api.sync.IntegrationActions;
import io.bascule.api.sync.SyncStatus;
import io.bascule.engine.internal.integration.Runner;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has integrations do at once what people ask for. Thread-safe. */
public final class EngineActions implements IntegrationActions {
    /** Then whoever waits for a check is told that there is no answer; the check itself goes on. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

    private static final CheckResult WORKS = new CheckResult(true, "The system answers and accepts the credentials.");

    private final SyncStatus status;
    private final Scheduler scheduler;
    private final Map<String, Runner> runners;

    EngineActions(SyncStatus status, Scheduler scheduler, Map<String, Runner> runners) {
        this.status = status;
        this.scheduler = scheduler;
        this.runners = runners;
    }

    @Override
    public CompletionStage<CheckResult> check(String integration) {
        Runner runner = runner(integration);
        CompletableFuture<CheckResult> answer = new CompletableFuture<>();
        runner.checkNow(found -> answer.complete(
                found.map(problem -> new CheckResult(false, problem.text())).orElse(WORKS)));
        scheduler.after(
                integration + " check asked for",
                LONGEST_CHECK,
                () -> answer.complete(new CheckResult(
                        false,
                        "No answer within " + LONGEST_CHECK.toSeconds()
                                + " s. The check goes on; the state of the integration will tell what comes out.")));
        return answer;
    }

    @Override
    public void sync(String integration) {
        Runner runner = runner(integration);
        if (runner.integration().health().state() != SyncStatus.State.ONLINE) {
            throw refusal(integration);
        }
        runner.syncNow();
    }

    private Runner runner(String integration) {
        Runner runner = runners.get(integration);
        if (runner == null) {
            throw refusal(integration);
        }
        return runner;
    }

    private BasculeException refusal(String integration) {
        return new BasculeException(status.integration(integration)
                .map(EngineActions::notRunning)
                .orElseGet(() -> new Problem(
                        ErrorCode.NOT_FOUND,
                        "There is no such integration",
                        "integration " + integration,
                        "the name of a configured one",
                        null,
                        "Look at the list of integrations.")));
    }

    private static Problem notRunning(SyncStatus.Integration integration) {
        String state = integration.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                ErrorCode.NOT_RUNNING,
                "The integration does not work at present",
                "integration " + integration.name(),
                null,
                state + ": " + integration.detail().replaceAll("\\.$", ""),
                "See to that, and ask again.");
    }
}
