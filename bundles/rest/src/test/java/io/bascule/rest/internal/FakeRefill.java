/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.TopicRefill;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows {@code customer}; is gone when the test says so. */
final class FakeRefill implements TopicRefill, OptionalService<TopicRefill> {
    boolean gone;
    private @Nullable Progress progress;

    @Override
    public <R> Optional<R> use(Function<TopicRefill, R> call) {
        return gone ? Optional.empty() : Optional.of(call.apply(this));
    }

    @Override
    public Progress refill(String type) {
        if (!type.equals("customer")) {
            throw problem(ErrorCode.NOT_FOUND);
        }
        if (progress != null) {
            throw problem(ErrorCode.UNDER_WAY);
        }
        progress = new Progress(type, "bascule.catalog." + type, State.RUNNING, 0, FakeCatalog.NOW, null, null);
        return progress;
    }

    @Override
    public Optional<Progress> progress(String type) {
        return Optional.ofNullable(progress).filter(known -> known.type().equals(type));
    }

    private static BasculeException problem(ErrorCode code) {
        return new BasculeException(new Problem(code, "Not so", "test", null, null, "Nothing to do."));
    }
}
