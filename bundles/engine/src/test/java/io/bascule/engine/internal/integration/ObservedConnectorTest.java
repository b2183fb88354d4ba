/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.testsupport.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ObservedConnectorTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final Calls calls = new Calls(clock);
    private final Plain plain = new Plain();
    private final Connector observed = ObservedConnector.of(plain, calls);

    /** Its operations come by way of a superclass and of an interface of its own. */
    private abstract static class Base implements Connector {}

    private interface Writes extends Creates {}

    private static final class Plain extends Base implements Writes {
        private Runnable during = () -> {};
        private List<WriteOutcome> answer = List.of(new WriteOutcome.NotFound());
        private boolean closed;

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(Map.of());
        }

        @Override
        public void check() {
            during.run();
        }

        @Override
        public List<WriteOutcome> create(String externalType, List<CreateItem> items) {
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void create() {
        ((Creates) observed).create("t", List.of(new Creates.CreateItem(Fields.EMPTY, "key", "marker")));
    }

    private static BasculeException problem(ErrorCode code) {
        return new BasculeException(new Problem(code, "What", "where", null, null, "Nothing."));
    }

    @Test
    void hasTheOperationsOfItsConnectorAndNoOthers() {
        assertThat(observed).isInstanceOf(Creates.class).isNotInstanceOf(Reads.class);
        assertThat(observed.equals(observed)).isTrue();
        assertThat(observed.toString()).startsWith("observed ");
    }

    @Test
    void countsWhatMayBeTheConnectorsFaultApartFromWhatIsTheSystems() {
        create();
        plain.answer = List.of(new WriteOutcome.Unknown("lost"));
        create();
        for (ErrorCode code : List.of(ErrorCode.UNREACHABLE, ErrorCode.ANSWER_UNREADABLE, ErrorCode.RATE_LIMITED)) {
            plain.during = () -> {
                throw problem(code);
            };
            assertThatThrownBy(observed::check).isInstanceOf(BasculeException.class);
        }
        assertThat(calls.sample()).isEqualTo(new Calls.Sample(5, 2, null, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void knowsABugByWhatIsThrownAndByAnswersThatAreTooFew() {
        plain.during = () -> {
            throw new NoClassDefFoundError("a.Class");
        };
        assertThatThrownBy(observed::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a.Class");
        assertThat(calls.sample().bug()).contains("check", "a.Class");

        Calls others = new Calls(clock);
        plain.answer = List.of();
        ((Creates) ObservedConnector.of(plain, others))
                .create("t", List.of(new Creates.CreateItem(Fields.EMPTY, "key", "marker")));
        assertThat(others.sample().bug()).isEqualTo("create answered 0 of 1 items");
    }

    @Test
    void knowsHowLongCallsTakeWhileTheyDo() {
        plain.during = () -> {
            clock.advance(Duration.ofSeconds(7));
            assertThat(calls.sample().underWay()).isEqualTo(Duration.ofSeconds(7));
        };
        observed.check();
        assertThat(calls.sample().underWay()).isZero();
        assertThat(calls.sample().longest()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void asksCallsUnderWayToGiveUpAndLeavesTheThreadAsItWas() {
        plain.during = () -> {
            calls.interrupt();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        };
        observed.check();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void isNotCalledAnyMoreOnceItIsClosed() {
        observed.close();
        assertThat(plain.closed).isTrue();
        assertThatThrownBy(observed::check)
                .isInstanceOfSatisfying(
                        BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE));
    }
}
