/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.bascule.catalog.broken.CallsOut;
import io.bascule.connector.stripe.broken.ReadsTheCatalog;
import io.bascule.engine.internal.decide.broken.AsksTheTime;
import io.bascule.rest.broken.LooksInside;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A rule that cannot fail protects nothing: each one meets an example of what it refuses. */
final class RulesCanFailTest {
    private static final JavaClasses BROKEN = new ClassFileImporter()
            .importClasses(AsksTheTime.class, CallsOut.class, ReadsTheCatalog.class, LooksInside.class);

    @Test
    void aStoreThatKnowsTheToolkitOfConnectorsIsFound() {
        assertFinds(Arrows.arrow("io.bascule.catalog..", List.of("io.bascule.api..")), "AuthorisedHttp");
    }

    @Test
    void aConnectorThatKnowsTheCatalogIsFound() {
        assertFinds(Arrows.connector("io.bascule.connector.stripe.."), "io.bascule.api.catalog.Catalog");
    }

    @Test
    void aLookIntoAnotherRoomIsFound() {
        assertFinds(Arrows.INTERNALS_STAY_INSIDE, "AsksTheTime");
    }

    @Test
    void kafkaOutsideOfTheBridgeIsFound() {
        assertFinds(Libraries.KAFKA, "TopicPartition");
    }

    @Test
    void aDatabaseOutsideOfTheStoreIsFound() {
        assertFinds(Libraries.SQL, "java.sql.Connection");
    }

    @Test
    void aDecisionThatAsksTheTimeIsFound() {
        assertFinds(Libraries.PURE, "java.time.InstantSource");
        assertFinds(Surroundings.GIVEN, "java.time.Instant.now");
        assertFinds(Surroundings.GIVEN, "java.time.InstantSource.system");
    }

    @Test
    void aComponentThatChangesIsFound() {
        assertFinds(Components.WIRING_ONLY, "the class is not final");
        assertFinds(Components.WIRING_ONLY, "field state is not final");
        assertFinds(Components.WIRING_ONLY, "start is an @Activate method");
    }

    private static void assertFinds(ArchRule rule, String what) {
        EvaluationResult result = rule.evaluate(BROKEN);
        assertThat(result.getFailureReport().getDetails())
                .as(rule.getDescription())
                .anyMatch(line -> line.contains(what));
    }
}
