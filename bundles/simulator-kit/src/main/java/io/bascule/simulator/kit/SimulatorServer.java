/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an imitation over HTTP on 127.0.0.1, with the scenario's faults between it and its clients, and with the
 * control API under {@code /_simulator}.
 */
public final class SimulatorServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimulatorServer.class);
    private static final String GARBAGE =
            "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

    private final Imitation imitation;
    private final Faults faults;
    private final ControlApi control;
    private final HttpListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Long> answered = new TreeMap<>();

    private SimulatorServer(
            int port, Imitation imitation, SimulatorClock clock, Faults faults, ThreadFactory threadFactory) {
        this.imitation = imitation;
        this.faults = faults;
        this.control = new ControlApi(imitation, clock, faults, this::answeredByStatus);
        this.listener = HttpListener.start(port, this::answer, threadFactory);
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free port
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static SimulatorServer start(
            int port, Imitation imitation, SimulatorClock clock, Faults faults, ThreadFactory threadFactory) {
        return new SimulatorServer(port, imitation, clock, faults, threadFactory);
    }

    /** Where it listens, for example {@code http://127.0.0.1:12111}. */
    public URI address() {
        return listener.address();
    }

    /** How many requests were answered, by method and status, for example {@code "POST 200"}. */
    private Map<String, Long> answeredByStatus() {
        synchronized (answered) {
            return new TreeMap<>(answered);
        }
    }

    private Answer answer(Request request) {
        if (request.path().equals("/_simulator") || request.path().startsWith("/_simulator/")) {
            return new Answer.Whole(control.answer(request));
        }
        Answer answer;
        try {
            answer = imitate(request);
        } catch (RuntimeException bug) {
            log.error("The simulator failed at {}", request, bug);
            answer = new Answer.Whole(Response.text(500, "text/plain", "The simulator has a bug; see its log."));
        }
        count(request, answer);
        return answer;
    }

    private Answer imitate(Request request) {
        Faults.Struck struck = faults.forRequest(request.method(), request.path());
        AtomicBoolean waited = new AtomicBoolean();
        Execution execution = () -> {
            if (waited.compareAndSet(false, true)) {
                pause(struck.latency());
            }
        };
        if (struck.fault().isEmpty()) {
            return new Answer.Whole(imitation.answer(request, execution));
        }
        FaultRule fault = struck.fault().get();
        log.debug("Fault {} strikes {}", fault.kind(), request);
        return switch (fault.kind()) {
            case RESET_BEFORE -> {
                execution.begin();
                yield new Answer.Cut();
            }
            case APPLY_THEN_RESET -> {
                imitation.answer(request, execution);
                yield new Answer.Cut();
            }
            case RATE_LIMIT -> refuse(request, execution, 429, fault);
            case STATUS -> {
                if (fault.applied()) {
                    imitation.answer(request, execution);
                }
                yield refuse(request, execution, fault.status(), fault);
            }
            case GARBAGE -> garbage(request, execution, fault);
            case LATENCY, WEBHOOK_LOST, WEBHOOK_DOUBLED, WEBHOOK_LATE, SEARCH_LAG ->
                throw new AssertionError(fault.kind());
        };
    }

    private Answer refuse(Request request, Execution execution, int status, FaultRule fault) {
        execution.begin();
        return new Answer.Whole(imitation.refuse(request, status, fault));
    }

    private Answer garbage(Request request, Execution execution, FaultRule fault) {
        if (!fault.applied()) {
            execution.begin();
            return new Answer.Whole(Response.text(200, "text/html", GARBAGE));
        }
        Response whole = imitation.answer(request, execution);
        byte[] body = whole.body();
        if (fault.body().equals("torn")) {
            return new Answer.Torn(whole, body.length / 2);
        }
        if (fault.body().equals("html")) {
            return new Answer.Whole(Response.text(200, "text/html", GARBAGE));
        }
        return new Answer.Whole(whole.withBody(Arrays.copyOf(body, body.length / 2)));
    }

    private void count(Request request, Answer answer) {
        String what = answer instanceof Answer.Whole whole
                ? String.valueOf(whole.response().status())
                : answer instanceof Answer.Cut ? "cut" : "torn";
        synchronized (answered) {
            answered.merge(request.method() + " " + what, 1L, Long::sum);
        }
    }

    /** Waits in real time, but no longer than the server lives. */
    private void pause(Duration delay) {
        if (delay.isZero()) {
            return;
        }
        try {
            if (closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("A latency ended early because the simulator ends");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops serving and cuts all connections; idempotent. */
    @Override
    public void close() {
        closing.countDown();
        listener.close();
    }
}
