/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.IntegrationActions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows {@code shop}, which answers as the test says, and {@code rests}, which does not run. */
final class FakeActions implements IntegrationActions {
    final List<String> synchronised = new ArrayList<>();
    private CompletableFuture<CheckResult> answer = CompletableFuture.completedFuture(new CheckResult(true, "Fine."));

    void answers(CheckResult result) {
        answer = CompletableFuture.completedFuture(result);
    }

    void neverAnswers() {
        answer = new CompletableFuture<>();
    }

    @Override
    public CompletionStage<CheckResult> check(String integration) {
        mustRun(integration);
        return answer;
    }

    @Override
    public void sync(String integration) {
        mustRun(integration);
        synchronised.add(integration);
    }

    private static void mustRun(String integration) {
        if (integration.equals("rests")) {
            throw problem(ErrorCode.NOT_RUNNING);
        }
        if (!integration.equals("shop")) {
            throw problem(ErrorCode.NOT_FOUND);
        }
    }

    private static BasculeException problem(ErrorCode code) {
        return new BasculeException(
                new Problem(code, "Not so", "test", null, "disabled: its settings say so", "Nothing to do."));
    }
}
