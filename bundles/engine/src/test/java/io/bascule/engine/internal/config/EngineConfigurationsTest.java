/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.bascule.engine.internal.config.Runs.CONNECTION;
import static io.bascule.engine.internal.config.Runs.FIELDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every change from inside goes through its file. */
@SuppressWarnings("NullAway.Init")
final class EngineConfigurationsTest {
    private static final Author ANN = new Author(Source.REST, "token:ann");

    @TempDir
    private Path data;

    private Runs runs;

    @BeforeEach
    void prepare() {
        runs = new Runs(data);
        runs.prepare();
        runs.look();
    }

    @Test
    void aChangeIsInItsFileAndInEffectAndKnowsWhoMadeIt() {
        runs.configurations.set("lab", Map.of("table", "people", "rooms", "7", "colour", ""), 1L, ANN);

        assertThat(runs.read(CONNECTION)).isEqualTo("# The lab downstairs.\ntable = people\nrooms = 7\n");
        assertThat(runs.state("lab").effective()).containsEntry("rooms", "7").containsEntry("colour", "red");
        ConfigurationVersion version = Objects.requireNonNull(runs.state("lab").accepted());
        assertThat(version.version()).isEqualTo(2);
        assertThat(version.source()).isEqualTo(Source.REST);
        assertThat(version.actor()).isEqualTo("token:ann");
    }

    @Test
    void aWrongChangeChangesNothing() {
        String before = runs.read(CONNECTION);

        BasculeException refused = catchThrowableOfType(
                BasculeException.class,
                () -> runs.configurations.set("lab", Map.of("table", "people", "rooms", "many"), null, ANN));

        assertThat(refused.code()).isEqualTo(ErrorCode.SETTING_INVALID);
        assertThat(refused).hasMessageContaining("rooms: expected a whole number from 1 to 20");
        assertThat(runs.read(CONNECTION)).isEqualTo(before);
        assertThat(runs.versions("lab")).hasSize(1);
    }

    @Test
    void aChangeOfAnotherVersionThanExpectedIsRefused() {
        runs.configurations.set("lab", Map.of("table", "people"), 1L, ANN);

        assertThatThrownBy(() -> runs.configurations.set("lab", Map.of("table", "people", "rooms", "3"), 1L, ANN))
                .isInstanceOfSatisfying(
                        BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_MISMATCH));
        assertThat(runs.read(CONNECTION)).doesNotContain("rooms");
    }

    @Test
    void aNewConnectionComesWithItsPidAndADocumentToo() {
        runs.configurations.set("io.bascule.connector.lab~second", Map.of("table", "people"), 0L, ANN);
        runs.configurations.set("io.bascule.mapping~second.customer", Map.of("accept", "true"), 0L, ANN);
        runs.configurations.write(
                "io.bascule.mapping.fields~second.customer",
                LabFactory.TEMPLATE.replace("\"lab\"", "\"second\""),
                0L,
                ANN);

        assertThat(runs.look().mappings()).containsKey("second.customer");
        assertThat(runs.read("mappings/second.customer.json")).contains("\"integration\": \"second\"");
        assertThatThrownBy(() -> runs.configurations.set("io.bascule.connector.lab~Not_a_name", Map.of(), 0L, ANN))
                .hasMessageContaining("no such configuration");
    }

    @Test
    void anEarlierVersionComesBackAsANewOne() {
        runs.configurations.set("lab", Map.of("table", "people", "rooms", "7"), null, ANN);
        assertThat(runs.configurations.diff("lab", 1, 2)).isEqualTo("-colour = green\n+rooms = 7\n table = people\n");

        runs.configurations.rollBack("lab", 1, 2L, ANN);

        assertThat(runs.read(CONNECTION)).isEqualTo("# The lab downstairs.\ntable = people\ncolour = green\n");
        assertThat(runs.versions("lab")).hasSize(3);
        assertThat(runs.configurations.diff("lab", 1, 3)).isEmpty();
        assertThatThrownBy(() -> runs.configurations.rollBack("lab", 9, null, ANN))
                .hasMessageContaining("version 9");
    }

    @Test
    void aDocumentComesBackAsItWas() {
        String changed = LabFactory.TEMPLATE.replace("[\"email\"]", "[]");
        runs.configurations.write("lab.customer.fields", changed, 1L, ANN);

        runs.configurations.rollBack("lab.customer.fields", 1, null, ANN);

        assertThat(runs.read(FIELDS)).isEqualTo(LabFactory.TEMPLATE);
    }

    @Test
    void aBrokenFileIsMendedByAChange() {
        runs.write(CONNECTION, "table = people\nlanes");
        runs.look();
        assertThat(runs.state("lab").status()).isEqualTo(Status.REFUSED);

        runs.configurations.set("lab", Map.of("table", "people"), 1L, ANN);

        assertThat(runs.state("lab").status()).isEqualTo(Status.ACCEPTED);
        assertThat(runs.read(CONNECTION)).isEqualTo("table = people\n");
    }

    @Test
    void whatIsTakenAwayPauses() {
        runs.configurations.remove("lab", ANN);

        assertThat(runs.look().connections()).isEmpty();
        assertThat(runs.etc(CONNECTION)).doesNotExist();
        assertThat(runs.state("lab").status()).isEqualTo(Status.MISSING);
    }

    @Test
    void rightsOfAFileStay() throws IOException {
        Files.setPosixFilePermissions(runs.etc(CONNECTION), PosixFilePermissions.fromString("rw-r-----"));

        runs.configurations.set("lab", Map.of("table", "people"), null, ANN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs.etc(CONNECTION))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatCannotBeWrittenIsRefusedWithItsReason() throws IOException {
        // Whoever runs the tests, the folder cannot be made: a file has its name.
        String text = runs.read(FIELDS) + "\n";
        Files.delete(runs.etc(FIELDS));
        Files.delete(runs.etc("mappings"));
        Files.writeString(runs.etc("mappings"), "");

        assertThatThrownBy(() -> runs.configurations.write("io.bascule.mapping.fields~lab.customer", text, null, ANN))
                .isInstanceOfSatisfying(
                        BasculeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_READ_ONLY));

        // Whoever then writes the file in its place is its author.
        Files.delete(runs.etc("mappings"));
        runs.write(FIELDS, text);
        runs.look();
        List<ConfigurationVersion> versions = runs.versions("lab.customer.fields");
        assertThat(versions).hasSize(2);
        assertThat(versions).extracting(ConfigurationVersion::source).containsOnly(Source.FILE);
    }

    static Stream<String> steps() {
        return Failpoint.CONFIGURATION.stream();
    }

    /** A process that dies at any step: the old configuration or the new one, whole, and nothing that stands in the way. */
    @ParameterizedTest
    @MethodSource("steps")
    void aKillAtAnyStepLosesNothing(String step) throws IOException {
        Map<String, String> wanted = Map.of("table", "people", "colour", "blue", "rooms", "7");
        runs.restart(new DiesAt(step));

        assertThatThrownBy(() -> runs.configurations.set("lab", wanted, null, ANN))
                .isInstanceOf(Killed.class);
        runs.restart(Faults.NONE);
        Configured after = runs.look();

        boolean written = List.of(
                        Failpoint.CONFIGURATION_AFTER_RENAME,
                        Failpoint.CONFIGURATION_AFTER_FOLDER_SYNC,
                        Failpoint.CONFIGURATION_AFTER_ACCEPT)
                .contains(step);
        Map<String, String> expected = written ? wanted : Map.of("table", "people", "colour", "green");
        assertThat(Objects.requireNonNull(after.connections().get("lab")).values())
                .isEqualTo(expected);
        assertThat(CfgFile.parse(CONNECTION, runs.read(CONNECTION)).values()).isEqualTo(expected);
        assertThat(runs.versions("lab")).hasSize(written ? 2 : 1);
        assertThat(runs.state("lab").status()).isEqualTo(Status.ACCEPTED);

        runs.configurations.set("lab", wanted, null, ANN);
        assertThat(runs.state("lab").effective()).containsAllEntriesOf(wanted);
        try (Stream<Path> files = Files.list(runs.etc(""))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).noneMatch(name -> name.endsWith(".new"));
        }
    }

    /** Every other file and every version are as they were when a new file is cut off. */
    @ParameterizedTest
    @MethodSource("steps")
    void aKillWhileAFileIsMadeLosesNoOther(String step) {
        runs.restart(new DiesAt(step));
        assertThatThrownBy(() ->
                        runs.configurations.set("io.bascule.connector.lab~second", Map.of("table", "people"), 0L, ANN))
                .isInstanceOf(Killed.class);
        runs.restart(Faults.NONE);

        assertThat(runs.look().connections()).containsKey("lab");
        assertThat(runs.look().mappings()).containsOnlyKeys("lab.customer");
        assertThat(runs.configurations.all()).allMatch(state -> state.status() == Status.ACCEPTED);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record DiesAt(String step) implements Faults {
        @Override
        public void hit(String failpoint) {
            if (failpoint.equals(step)) {
                throw new Killed();
            }
        }

        @Override
        public boolean planted(String mistake) {
            return false;
        }
    }
}
