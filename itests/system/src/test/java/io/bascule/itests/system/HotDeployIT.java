/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.demo.Demo;
import io.bascule.demo.Outcome;
import io.bascule.demo.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator at work on files while people edit: a connector goes and comes back, is updated, is updated to a build that is bad
 * and taken back, settings change; nothing restarts.
 */
final class HotDeployIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 160;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofSeconds(3);

    /** Effects a second that a quota of one call a second never lets through, and one of 500 does with work at hand. */
    private static final double BOUND = 3;

    private static final String SHOP = "io.bascule.connector.jdbc-shop.cfg";
    private static final String STRIPE = "io.bascule.connector.stripe-stripe.cfg";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aConnectorGoesComesBackAndIsUpdatedAndSettingsChangeWithoutARestart() throws Exception {
        try (Demo demo = Worlds.start(folder, PORT, "--customers", "60", "--products", "20")) {
            Worlds.watched(demo, () -> work(demo));
        }
    }

    private void work(Demo demo) throws Exception {
        assertThat(demo.load()).isTrue();
        Path deploy = demo.places().runtime().resolve("deploy");
        Path jar = onlyJar(deploy);
        Path aside = folder.resolve("aside.jar");
        Path etc = demo.places().runtime().resolve("etc");
        Path stripe = etc.resolve(STRIPE);
        World world = demo.world();
        byte[] good = ChangedJar.withANote(jar);
        byte[] bad = ChangedJar.without(jar, "Update", "Insert");
        perform(
                demo,
                () -> {
                    Files.move(jar, aside);
                    awaitState(world, "shop", "connector-missing");
                },
                () -> assertThat(state(world, "shop")).isEqualTo("connector-missing"),
                () -> {
                    copy(Files.readAllBytes(aside), jar);
                    awaitState(world, "shop", "online");
                },
                () -> edit(etc.resolve(SHOP), text -> text + "\nupdate.watch.seconds = 3\n"),
                () -> {
                    awaitState(world, "shop", "online");
                    copy(good, jar);
                    edit(stripe, text -> text.replace("enabled = true", "enabled = false"));
                    awaitState(world, "stripe", "disabled");
                },
                () -> {
                    edit(stripe, text -> text.replace("enabled = false", "enabled = true"));
                    awaitState(world, "stripe", "online");
                    awaitUpdate(world, "done", good);
                },
                () -> {
                    copy(bad, jar);
                    String before = since(world, "stripe");
                    edit(stripe, text -> text.replace("quota.per.second = 500", "quota.per.second = 1"));
                    awaitRestart(world, "stripe", before);
                },
                () -> assertThat(effectsPerSecond(world, "stripe")).isLessThan(BOUND),
                () -> {
                    awaitUpdate(world, "rolled-back", bad);
                    edit(stripe, text -> text.replace("quota.per.second = 1", "quota.per.second = 500"));
                    await("the quota of 500").atMost(LIMIT).until(() -> effectsPerSecond(world, "stripe") > BOUND);
                });
        assertThat(integration(world, "shop").path("connectorVersion").asText()).endsWith(ChangedJar.build(good));
        Outcome outcome = demo.judge();

        assertThat(outcome.isGood()).as(outcome.json()).isTrue();
        assertThat(Files.readString(demo.places().logs().resolve("bascule.log")).split("Ready after", -1))
                .as("starts of the runtime")
                .hasSize(2);
    }

    private void awaitUpdate(World world, String outcome, byte[] jar) {
        await("an update to " + ChangedJar.build(jar) + " that is " + outcome)
                .atMost(LIMIT)
                .until(
                        () -> integration(world, "shop").path("update"),
                        update -> update.path("outcome").asText().equals(outcome)
                                && update.path("to").asText().endsWith(ChangedJar.build(jar)));
    }

    /** As docs/deploy.md advises: under another name first. */
    private static void copy(byte[] bytes, Path jar) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** At most one step a second, while people edit. */
    private static void perform(Demo demo, Worlds.Step... steps) throws InterruptedException {
        Deque<Worlds.Step> left = new ArrayDeque<>(List.of(steps));
        demo.edit(sinceStart -> {
            if (left.isEmpty()) {
                return false;
            }
            if (sinceStart.toSeconds() > steps.length - left.size()) {
                take(left.remove());
            }
            return true;
        });
    }

    private static void take(Worlds.Step step) {
        try {
            step.take();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("A step failed", e);
        }
    }

    /** How many effects a second it has, over some seconds from now. */
    private double effectsPerSecond(World world, String integration) throws Exception {
        long from = effects(world, integration);
        long begin = System.nanoTime();
        await().pollDelay(WINDOW).until(() -> true);
        return (effects(world, integration) - from) * 1e9 / (System.nanoTime() - begin);
    }

    private void awaitRestart(World world, String integration, String before) {
        await(integration + " started anew")
                .atMost(LIMIT)
                .until(() -> !since(world, integration).equals(before)
                        && state(world, integration).equals("online"));
    }

    private void awaitState(World world, String integration, String state) {
        await(integration + " " + state)
                .atMost(LIMIT)
                .until(() -> state(world, integration).equals(state));
    }

    private String state(World world, String integration) throws Exception {
        return integration(world, integration).path("state").asText();
    }

    private String since(World world, String integration) throws Exception {
        return integration(world, integration).path("since").asText();
    }

    private long effects(World world, String integration) throws Exception {
        return integration(world, integration).path("effects").asLong();
    }

    private JsonNode integration(World world, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.rest() + "/integrations"))
                .header("Authorization", "Bearer " + world.restToken())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        for (JsonNode integration : JSON.readTree(response.body()).path("items")) {
            if (integration.path("name").asText().equals(name)) {
                return integration;
            }
        }
        throw new AssertionError("No integration " + name + " in " + response.body());
    }

    private static Path onlyJar(Path deploy) throws IOException {
        try (Stream<Path> files = Files.list(deploy)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(1);
            return jars.get(0);
        }
    }

    /** As an editor saves: a new file takes the place of the old one. */
    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Path fresh = file.resolveSibling(".fresh");
        Files.writeString(fresh, after);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
