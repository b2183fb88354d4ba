/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.StreamedShop.Build;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One integration and the builds of its connector: which one it uses, and what takes a bad one back. */
final class ConnectorUpdateTest {
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final Duration WHOLE_UPDATE = UpdatedShop.WATCH.plusSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private UpdatedShop world;

    private String id = "";

    @BeforeEach
    void start() {
        world = new UpdatedShop(folder);
        id = world.shop().put(UpdatedShop.customer("ada@example.org", "Ada", "one"));
        world.run(A_WHILE);
        assertThat(world.shown().state()).isEqualTo(State.ONLINE);
        world.assertInAgreement();
    }

    private String version() {
        return String.valueOf(world.shown().connectorVersion());
    }

    private void rename(String name) {
        world.engine()
                .edit(
                        Objects.requireNonNull(
                                world.records().values().iterator().next()),
                        Fields.EMPTY.with("name", Value.of(name)));
    }

    private void assertTakenBack(String reason) {
        ConnectorUpdate update = world.update();
        assertThat(update.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(update.reason()).contains(reason);
        assertThat(world.shown().rollback()).isEqualTo(update);
        assertThat(version()).isEqualTo("0");
        assertThat(world.news()).contains("rolled_back");
        world.run(WHOLE_UPDATE);
        assertThat(world.update()).as("it is not tried again").isEqualTo(update);
        world.assertInAgreement();
    }

    @Test
    void aGoodBuildIsBoundWatchedAndKeptWhileTheOldOneStandsBy() {
        world.offer("1", Build.GOOD);
        world.run(A_WHILE);
        assertThat(version()).isEqualTo("1");
        assertThat(world.update().outcome()).isEqualTo(Outcome.WATCHED);
        assertThat(world.installed()).as("the old one stands by").isEqualTo(2);
        world.run(WHOLE_UPDATE);
        assertThat(world.update().outcome()).isEqualTo(Outcome.DONE);
        assertThat(world.installed()).as("the old one is let go").isEqualTo(1);
        assertThat(world.news()).containsSubsequence("started", "swapping", "watched", "updated");
        world.shop().edit(id, Fields.EMPTY.with("note", Value.of("two")));
        world.run(A_WHILE);
        world.assertInAgreement();
    }

    @Test
    void aBuildWhoseCheckFailsNeverTakesOver() {
        world.offer("1", Build.FAILS_CHECK);
        world.run(A_WHILE);
        assertThat(world.shown().state()).isEqualTo(State.ONLINE);
        world.run(A_WHILE);
        assertTakenBack("It does not work");
        assertThat(world.update().effects()).isEmpty();
    }

    @Test
    void aBuildWhoseFirstWriteThrowsIsTakenBackAndWhatItWroteIsListed() {
        world.offer("1", Build.THROWS_AFTER_WRITE);
        world.run(Duration.ofSeconds(2));
        assertThat(version()).isEqualTo("1");
        rename("Ada King");
        world.run(A_WHILE);
        assertTakenBack("cannot make anything of the answer");
    }

    @Test
    void whatABadBuildCouldNotWriteIsWrittenAfterItWasTakenBack() {
        world.offer("1", Build.THROWS_BEFORE_WRITE);
        world.run(Duration.ofSeconds(2));
        rename("Ada King");
        world.run(A_WHILE);
        assertTakenBack("cannot make the request");
        assertThat(world.shop().object(id).fields().get("name")).isEqualTo(Value.of("Ada King"));
    }

    @Test
    void whatABadBuildPassedOverIsReadAfterItWasTakenBackThoughItsPositionsCouldBeRead() {
        world.offer("1", Build.PASSES_OVER);
        world.run(Duration.ofSeconds(2));
        world.shop().edit(id, Fields.EMPTY.with("note", Value.of("two")));
        world.run(A_WHILE);
        assertTakenBack("lost its way");
    }

    @Test
    void aBuildWhoseCallsHangIsTakenBack() {
        world.offer("1", Build.HANGS);
        world.run(Duration.ofSeconds(2));
        rename("Ada King");
        world.run(A_WHILE);
        assertTakenBack("A call took longer");
    }

    @Test
    void aBuildThatPassesOverChangesIsTakenBackToThePositionsFromBefore() {
        world.offer("1", Build.LOSES_POSITIONS);
        world.run(Duration.ofSeconds(2));
        assertThat(version()).isEqualTo("1");
        world.shop().edit(id, Fields.EMPTY.with("note", Value.of("two")));
        world.run(A_WHILE);
        assertTakenBack("lost its way");
    }

    @Test
    void aBuildThatStartsThreadsIsTakenBack() {
        world.offer("1", Build.LEAKS);
        world.run(A_WHILE);
        assertTakenBack("a-thread-of-its-own");
    }

    @Test
    void effectsOfABadBuildAreListedWithTheirObjects() {
        world.offer("1", Build.LOSES_POSITIONS);
        world.run(Duration.ofSeconds(2));
        assertThat(version()).isEqualTo("1");
        rename("Ada King");
        world.run(A_WHILE);
        assertTakenBack("lost its way");
        assertThat(world.update().effects())
                .extracting(ConnectorUpdate.Effect::externalId)
                .containsExactly(id);
    }

    @Test
    void aRestartBindsTheBuildThatWasBound() {
        world.offer("1", Build.FAILS_CHECK);
        world.run(WHOLE_UPDATE);
        world.restart();
        world.run(WHOLE_UPDATE);
        assertThat(version()).isEqualTo("0");
        assertThat(world.updates(Outcome.ROLLED_BACK)).containsExactly("1");
    }

    @Test
    void anUpdateThatARestartCutOffBeginsAnewAndTheSecondTimeIsTakenBack() {
        world.offer("1", Build.GOOD);
        world.run(Duration.ofSeconds(3));
        assertThat(world.update().outcome()).isEqualTo(Outcome.WATCHED);
        world.restart();
        world.run(Duration.ofSeconds(3));
        assertThat(world.updates(Outcome.INTERRUPTED)).containsExactly("1");
        assertThat(world.updates(Outcome.WATCHED)).containsExactly("1");
        world.restart();
        world.run(A_WHILE);
        assertTakenBack("ended twice");
    }

    @Test
    void aBuildThatIsTakenAwayWhileItIsWatchedIsNoBadBuild() {
        world.offer("1", Build.GOOD);
        world.run(Duration.ofSeconds(3));
        world.offer("2", Build.GOOD);
        world.run(WHOLE_UPDATE.multipliedBy(2));
        assertThat(version()).isEqualTo("2");
        assertThat(world.installed()).isEqualTo(1);
        world.assertInAgreement();
    }

    @Test
    void aBuildThatCannotBeOpenedIsRefusedAndTheNextOneIsUsed() {
        world.offer("1", Build.OPENS_NOT);
        world.run(A_WHILE);
        assertTakenBack("It does not work");
        world.offer("2", Build.GOOD);
        world.run(WHOLE_UPDATE);
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aConnectorThatGoesPausesItsIntegrationAndKeepsEverything() {
        world.takeAway();
        world.run(A_WHILE);
        assertThat(world.news()).endsWith("paused");
        assertThat(world.shown().state()).isEqualTo(State.CONNECTOR_MISSING);
        assertThat(world.shown().links()).containsEntry("linked", 1L);
    }

    @Test
    void settingsThatDisableItEndAnUpdateAtOnce() {
        world.offer("1", Build.GOOD);
        world.run(Duration.ofSeconds(3));
        world.set("enabled", "false");
        world.run(Duration.ofSeconds(2));
        assertThat(world.shown().state()).isEqualTo(State.DISABLED);
        assertThat(world.installed()).isEqualTo(1);
        world.set("enabled", "true");
        world.run(A_WHILE);
        assertThat(version()).isEqualTo("1");
    }
}
