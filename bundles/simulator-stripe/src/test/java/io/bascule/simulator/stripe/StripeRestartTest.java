/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a simulator knows after it has ended and started again on the same folder. */
final class StripeRestartTest {
    private static final String LINES = "lines[0][amount]=100&lines[1][amount]=200";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsObjectsEventsKeysAndTheClock() throws Exception {
        String customers;
        String lines;
        String invoicePath;
        String events;
        Instant then;
        try (StripeSimulator first = start()) {
            Wire wire = wire(first);
            String id = Wire.json(wire.post("/v1/customers", "name=Ada&balance=5", "Idempotency-Key", "k1"))
                    .path("id")
                    .asText();
            wire.post("/v1/customers/" + id, "metadata[k]=v&address[city]=Paris");
            String gone = Wire.json(wire.post("/v1/customers", "name=Gone"))
                    .path("id")
                    .asText();
            wire.delete("/v1/customers/" + gone);
            wire.post(
                    "/v1/products",
                    "id=pump&name=Pump&package_dimensions[height]=1&package_dimensions[length]=2.50"
                            + "&package_dimensions[weight]=3&package_dimensions[width]=10");
            String invoice = Wire.json(wire.post("/v1/invoices", "customer=" + id))
                    .path("id")
                    .asText();
            wire.post("/v1/invoices/" + invoice + "/add_lines", LINES, "Idempotency-Key", "k2");
            wire.post("/v1/invoices/" + invoice + "/finalize", "");
            lines = wire.get("/v1/invoices/" + invoice + "/lines").body();
            assertThat(lines).contains("il_1");
            invoicePath = "/v1/invoices/" + invoice;
            wire.post("/_simulator/clock", "{\"advance\":\"2h\"}");
            customers = wire.get("/v1/customers").body();
            events = wire.get("/v1/events").body();
            then = first.clock().instant();
            assertThatThrownBy(this::start).hasMessageContaining("in use");
        }
        try (StripeSimulator second = start()) {
            Wire wire = wire(second);
            assertThat(wire.get("/v1/customers").body()).isEqualTo(customers);
            assertThat(wire.get("/v1/events").body()).isEqualTo(events);
            assertThat(wire.get(invoicePath + "/lines").body()).isEqualTo(lines);
            assertThat(Wire.json(wire.get(invoicePath)).path("number").asText()).endsWith("-0001");
            assertThat(wire.post(invoicePath + "/add_lines", LINES, "Idempotency-Key", "k2")
                            .headers()
                            .firstValue("Idempotent-Replayed"))
                    .contains("true");
            assertThat(second.clock().instant()).isBetween(then, then.plusSeconds(600));
            HttpResponse<String> replayed = wire.post("/v1/customers", "name=Ada&balance=5", "Idempotency-Key", "k1");
            assertThat(replayed.headers().firstValue("Idempotent-Replayed")).contains("true");
            ObjectNode unchanged = Wire.json(wire.post(
                    "/v1/products/pump",
                    "name=Pump&package_dimensions[height]=1&package_dimensions[length]=2.5"
                            + "&package_dimensions[weight]=3&package_dimensions[width]=10"));
            assertThat(unchanged.path("name").asText()).isEqualTo("Pump");
            assertThat(wire.get("/v1/events").body()).as("no change, no event").isEqualTo(events);
        }
    }

    @Test
    void asAProcessSurvivesAKill() throws Exception {
        Started first = process();
        Wire wire = new Wire(first.address, "sk_test_child");
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            made.add(Wire.json(wire.post("/v1/customers", "name=n" + number))
                    .path("id")
                    .asText());
        }
        first.process.destroyForcibly().waitFor();

        Started second = process();
        Wire again = new Wire(second.address, "sk_test_child");
        for (String id : made) {
            assertThat(again.get("/v1/customers/" + id).statusCode()).isEqualTo(200);
        }
        assertThat(Wire.json(again.get("/_simulator/counts"))
                        .at("/objects/customer")
                        .asInt())
                .isEqualTo(20);

        second.process.getOutputStream().close();
        assertThat(second.process.waitFor(20, TimeUnit.SECONDS))
                .as("ends with its parent")
                .isTrue();
        assertThat(second.process.exitValue()).isZero();
    }

    @Test
    void asAProcessEndsOnSigterm() throws Exception {
        Started started = process();
        started.process.destroy();
        assertThat(started.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (StripeSimulator free = start()) {
            assertThat(free.journal().last()).isZero();
        }
    }

    @Test
    void refusesAWrongOption() {
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--prt", "1"})).hasMessageContaining("--prt");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--port"})).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--search-lag", "soon"}))
                .hasMessageContaining("soon");
    }

    private StripeSimulator start() {
        return StripeSimulator.builder()
                .dataFolder(folder)
                .searchLag(Duration.ZERO)
                .start();
    }

    private static Wire wire(StripeSimulator simulator) {
        return new Wire(simulator.address(), simulator.apiKey());
    }

    private Started process() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx128m",
                        StripeSimulator.class.getName(),
                        "--data",
                        folder.toString(),
                        "--api-key",
                        "sk_test_child",
                        "--with-parent")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        assertThat(line)
                .startsWith("stripe-simulator address=http://127.0.0.1:")
                .endsWith(" key=sk_test_child");
        return new Started(process, URI.create(line.substring(line.indexOf("http"), line.lastIndexOf(" key="))));
    }

    private record Started(Process process, URI address) {}
}
