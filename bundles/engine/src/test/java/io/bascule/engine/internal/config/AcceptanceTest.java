/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.runtime.Faults;
import io.bascule.api.sync.SyncStatus.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.bascule.engine.internal.config.Runs.CONNECTION;
import static io.bascule.engine.internal.config.Runs.FIELDS;
import static io.bascule.engine.internal.config.Runs.MAPPING;
import static org.assertj.core.api.Assertions.assertThat;

/** What is in effect is the last version that was accepted, whatever stands in the files now. */
@SuppressWarnings("NullAway.Init")
final class AcceptanceTest {
    @TempDir
    private Path data;

    private Runs runs;

    @BeforeEach
    void prepare() {
        runs = new Runs(data);
        runs.prepare();
    }

    @AfterEach
    void nothingStaysOpen() {
        assertThat(runs.factory.open()).isZero();
    }

    @Test
    void theFirstLookTakesEverythingThatIsRight() {
        Configured configured = runs.acceptance.look();

        assertThat(configured.connections().get("lab"))
                .isEqualTo(new Configured.Connection("lab", Map.of("table", "people", "colour", "green")));
        assertThat(configured.mappings()).containsOnlyKeys("lab.customer");
        assertThat(configured.documents().get("lab.customer")).isEqualTo(LabFactory.TEMPLATE);
        ConfigurationState state = runs.state("lab");
        assertThat(state.status()).isEqualTo(Status.ACCEPTED);
        assertThat(state.effective()).containsEntry("colour", "green").containsEntry("rooms", "4");
        ConfigurationVersion version = Objects.requireNonNull(state.accepted());
        assertThat(version.version()).isEqualTo(1);
        assertThat(version.source()).isEqualTo(Source.FILE);
        assertThat(version.actor()).isEqualTo(System.getProperty("user.name"));
        assertThat(version.content()).isEqualTo("colour = green\ntable = people\n");
    }

    @Test
    void aRefusedFileLeavesWhatWasAcceptedAlsoOverARestart() {
        Configured before = runs.look();
        runs.write(CONNECTION, "# The lab downstairs.\ntable = people\ncolour = plaid\nrooms = 21\n");

        assertThat(runs.look()).isEqualTo(before);
        ConfigurationState state = runs.state("lab");
        assertThat(state.status()).isEqualTo(Status.REFUSED);
        assertThat(Objects.requireNonNull(state.reason()).text())
                .contains(CONNECTION)
                .contains("line 3, colour: expected one of red, green, blue, found \"plaid\"")
                .contains("line 4, rooms: expected a whole number from 1 to 20, found \"21\"");

        assertThat(runs.refusals).singleElement().asString().startsWith("lab ");

        runs.restart(Faults.NONE);
        assertThat(runs.look()).isEqualTo(before);
        assertThat(runs.state("lab").status()).isEqualTo(Status.REFUSED);

        runs.write(CONNECTION, "table = people\ncolour = blue\n");
        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .containsEntry("colour", "blue");
        assertThat(runs.state("lab").status()).isEqualTo(Status.ACCEPTED);
        assertThat(runs.versions("lab")).hasSize(2);
    }

    @Test
    void aMissingFilePausesAndIsTheSameOneWhenItComesBack() {
        Configured before = runs.look();
        String text = runs.read(CONNECTION);
        runs.delete(CONNECTION);

        assertThat(runs.look().connections()).isEmpty();
        assertThat(runs.state("lab").status()).isEqualTo(Status.MISSING);

        runs.restart(Faults.NONE);
        assertThat(runs.look().connections()).isEmpty();

        runs.write(CONNECTION, text);
        assertThat(runs.look()).isEqualTo(before);
        assertThat(runs.versions("lab")).hasSize(1);
    }

    @Test
    void aConnectorThatFailsToTellItsSettingsHoldsUpNoOther() {
        LabFactory ailing = new LabFactory("ailing");
        runs.connectors.add(ailing);
        runs.write("io.bascule.connector.ailing-first.cfg", "table = people\n");
        ailing.fallSilent();

        assertThat(runs.look().connections()).containsOnlyKeys("lab");
        assertThat(Objects.requireNonNull(runs.state("first").reason()).text()).contains("io/bascule/lab/Settings");
    }

    @Test
    void aMappingWithoutItsDocumentDoesNotFlow() {
        runs.look();
        runs.delete(FIELDS);

        assertThat(runs.look().mappings()).isEmpty();
        assertThat(runs.state("lab.customer").status()).isEqualTo(Status.ACCEPTED);
        assertThat(runs.state("lab.customer.fields").status()).isEqualTo(Status.MISSING);
    }

    @Test
    void aSecretMustBeThereAndIsKeptNowhere() {
        runs.look();
        runs.write(CONNECTION, "table = people\nkey = sk_live_123\n");
        runs.look();

        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text())
                .contains("line 2, key")
                .doesNotContain("sk_live_123");

        runs.write(CONNECTION, "table = people\nkey = secret:door\n");
        runs.look();
        assertThat(runs.state("lab").status()).isEqualTo(Status.REFUSED);
        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text()).contains("line 2, key");

        runs.secret("door", "sk_live_123");
        runs.look();
        assertThat(runs.state("lab").status()).isEqualTo(Status.ACCEPTED);
        assertThat(runs.stored("io.bascule.connector.lab~lab"))
                .extracting(ConfigurationVersion::content)
                .last()
                .isEqualTo("key = secret:door\ntable = people\n");
        assertThat(runs.stored("io.bascule.connector.lab~lab").toString()).doesNotContain("sk_live_123");
    }

    @Test
    void aNameBelongsToOneKindForGood() {
        runs.connectors.add(new LabFactory("other"));
        runs.look();
        runs.write("io.bascule.connector.other-lab.cfg", "table = people\n");

        Configured configured = runs.look();
        assertThat(Objects.requireNonNull(configured.connections().get("lab")).kind())
                .isEqualTo("lab");
        assertThat(runs.state("io.bascule.connector.other~lab").status()).isEqualTo(Status.REFUSED);

        runs.delete(CONNECTION);
        assertThat(runs.look().connections()).isEmpty();
    }

    @Test
    void aConnectionThatWouldBreakItsMappingIsRefusedUnlessTheMappingComesWithIt() {
        runs.look();
        runs.write(CONNECTION, "table = persons\n");

        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .containsEntry("table", "people");
        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text()).contains("no type \"people\"");

        runs.write(FIELDS, LabFactory.TEMPLATE.replace("people", "persons"));
        Configured both = runs.look();
        assertThat(Objects.requireNonNull(both.connections().get("lab")).values())
                .containsEntry("table", "persons");
        assertThat(both.documents().get("lab.customer")).contains("persons");
        assertThat(runs.state("lab").status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void oneWrongFileHoldsUpNoOther() {
        runs.look();
        runs.write(CONNECTION, "table = people\nrooms = 13\n");
        runs.write(MAPPING, "accept = true\ndirection = sideways\n");
        runs.write(FIELDS, LabFactory.TEMPLATE.replace("[\"email\"]", "[]"));

        Configured configured = runs.look();

        assertThat(runs.state("lab").status()).isEqualTo(Status.REFUSED);
        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text()).contains("No lab has 13 rooms");
        assertThat(runs.state("lab.customer").status()).isEqualTo(Status.REFUSED);
        assertThat(runs.state("lab.customer.fields").status()).isEqualTo(Status.ACCEPTED);
        assertThat(configured.documents().get("lab.customer")).contains("\"matchKeys\": []");
        assertThat(configured.mappings().get("lab.customer")).isEqualTo(Map.of("accept", "true"));
    }

    @Test
    void withoutItsConnectorNothingIsJudged() {
        runs.connectors.remove(runs.factory);
        Configured configured = runs.look();

        assertThat(configured.connections()).isEmpty();
        assertThat(Objects.requireNonNull(configured.unusable().get("lab")).state())
                .isEqualTo(State.CONNECTOR_MISSING);
        assertThat(runs.state("lab.customer.fields").status()).isEqualTo(Status.WAITING);

        runs.connectors.add(runs.factory);
        assertThat(runs.look().connections()).containsOnlyKeys("lab");

        runs.connectors.remove(runs.factory);
        assertThat(runs.look().connections()).containsOnlyKeys("lab");
    }

    @Test
    void aSettingThatOnlyTheBuildToComeKnowsIsAcceptedUnlessThatWasTakenBack() {
        runs.look();
        SettingDefinition floor = SettingDefinition.integer("floor", "Floor", "From 1 to 9.", 1, 1, 9);
        runs.connectors.add(new LabFactory("lab", floor), "", 2);
        List<Offer> builds = runs.connectors.offers("lab");
        runs.connectors.note("lab", List.of(builds.get(0)));
        runs.write(CONNECTION, "table = people\nfloor = 2\n");

        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .doesNotContainKey("floor");
        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text()).contains("floor");

        runs.connectors.note("lab", builds);
        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .containsEntry("floor", "2");
        runs.write(CONNECTION, "table = people\nfloor = 12\n");
        runs.look();
        assertThat(runs.state("lab").status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void aBuildThatCannotBeOpenedHoldsUpNothing() {
        runs.look();
        runs.connectors.add(new LabFactory("lab").broken(), "", 2);
        List<Offer> builds = runs.connectors.offers("lab");
        runs.connectors.note("lab", builds);
        runs.write(CONNECTION, "table = people\nrooms = 7\n");
        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .containsEntry("rooms", "7");

        runs.connectors.note("lab", List.of(builds.get(1)));
        runs.write(CONNECTION, "table = people\nrooms = 8\n");
        assertThat(Objects.requireNonNull(runs.look().connections().get("lab")).values())
                .containsEntry("rooms", "7");
        assertThat(Objects.requireNonNull(runs.state("lab").reason()).text()).contains("io/bascule/lab/Door");
    }

    @Test
    void aConnectionThatWasNeverRightIsShown() {
        runs.write(CONNECTION, "table = people\nrooms = many\n");

        Configured configured = runs.look();

        assertThat(configured.connections()).isEmpty();
        assertThat(Objects.requireNonNull(configured.unusable().get("lab")).state())
                .isEqualTo(State.MISCONFIGURED);
        assertThat(runs.state("lab").accepted()).isNull();
    }

    @Test
    void halfACopyIsNotLookedAt() {
        Configured before = runs.look();
        runs.write(CONNECTION, "table = people\n");
        assertThat(runs.acceptance.look()).isEqualTo(before);
        assertThat(runs.acceptance.isChanging()).isTrue();
        runs.clock.advance(EtcFolder.SETTLING.minusMillis(1));
        runs.write(CONNECTION, "table = people\nrooms = 7\n");
        assertThat(runs.acceptance.look()).isEqualTo(before);
        runs.clock.advance(EtcFolder.SETTLING);

        assertThat(Objects.requireNonNull(runs.acceptance.look().connections().get("lab"))
                        .values())
                .containsEntry("rooms", "7");
        assertThat(runs.acceptance.isChanging()).isFalse();
        assertThat(runs.versions("lab")).hasSize(2);
    }

    @Test
    void commentsAndOrderMakeNoVersion() {
        runs.look();
        runs.write(CONNECTION, "colour : green\n\n! Another comment.\ntable=people");
        runs.look();

        assertThat(runs.versions("lab")).hasSize(1);
    }
}
