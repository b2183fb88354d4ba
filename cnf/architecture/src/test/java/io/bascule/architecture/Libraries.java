/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Which room may know which outside library. */
final class Libraries {
    static final ArchRule KAFKA = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.bascule.kafka..", "io.bascule.broker..", "io.bascule.demo..", "io.bascule.itests..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..")
            .because("Kafka's client is embedded in bundles/kafka and its types would not load elsewhere; write to the"
                    + " outbox instead");

    static final ArchRule SQL = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.bascule.catalog..",
                    "io.bascule.jdbc..",
                    "io.bascule.connector.jdbc..",
                    "io.bascule.demo..",
                    "io.bascule.itests..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("the store hides its database, so that it can be another one or none; use CatalogStore");

    static final ArchRule PURE = noClasses()
            .that()
            .resideInAnyPackage("io.bascule.engine.internal.decide..", "io.bascule.engine.internal.map..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.osgi..",
                    "org.slf4j..",
                    "java.sql..",
                    "javax.sql..",
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.concurrent..",
                    "io.bascule.api.runtime..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, java.time.Clock.class, java.time.InstantSource.class, java.util.Random.class)
            .because(
                    "the rules of agreement are functions of their arguments, so that each row of the table can be tested"
                            + " and replayed; take the value that you need as an argument");

    private Libraries() {}
}
