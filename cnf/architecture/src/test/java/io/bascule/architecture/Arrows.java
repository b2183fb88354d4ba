/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Which room may know which: every arrow ends at api, http, jdbc, the simulator kit or test-support. */
final class Arrows {
    private static final String API = "io.bascule.api..";

    /** Room's packages, and the packages of ours that it may use besides. */
    private static final Map<String, List<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("io.bascule.api..", List.of()),
            Map.entry("io.bascule.engine..", List.of(API)),
            Map.entry("io.bascule.catalog..", List.of(API)),
            Map.entry("io.bascule.kafka..", List.of(API)),
            Map.entry("io.bascule.http..", List.of(API)),
            Map.entry("io.bascule.jdbc..", List.of(API)),
            Map.entry("io.bascule.deployer..", List.of(API)),
            Map.entry("io.bascule.rest..", List.of(API)),
            Map.entry("io.bascule.console..", List.of(API)),
            Map.entry("io.bascule.ops..", List.of(API)),
            Map.entry("io.bascule.testsupport..", List.of(API)),
            Map.entry("io.bascule.connector.tck..", List.of(API, "io.bascule.testsupport..")),
            Map.entry("io.bascule.simulator.kit..", List.of()),
            Map.entry("io.bascule.launcher..", List.of()),
            Map.entry("io.bascule.broker..", List.of()),
            Map.entry("io.bascule.demo..", List.of("io.bascule.simulator..", "io.bascule.testsupport.."))));

    /** What connectors are promised to find, now and later; the deployer refuses jars that import more. */
    static final List<String> OPEN_TO_CONNECTORS = List.of(
            "io.bascule.api.model",
            "io.bascule.api.connector",
            "io.bascule.api.error",
            "io.bascule.api.runtime",
            "io.bascule.http",
            "io.bascule.jdbc");

    private static final String[] LIBRARIES_OF_CONNECTORS = {
        "java..", "javax..", "org.osgi..", "org.slf4j..", "com.fasterxml.jackson..", "org.jspecify.annotations.."
    };

    private Arrows() {}

    static List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>();
        ALLOWED.forEach((room, others) -> rules.add(arrow(room, others)));
        Room.connectors().forEach(room -> rules.add(connector(packages("connector", room))));
        Room.bundles().stream()
                .filter(room -> room.name().startsWith("bundles/simulator-")
                        && !room.name().endsWith("-kit"))
                .forEach(room -> rules.add(arrow(packages("simulator", room), List.of("io.bascule.simulator.kit"))));
        rules.add(INTERNALS_STAY_INSIDE);
        return rules;
    }

    /** Rooms of whose main classes no rule speaks. */
    static List<String> withoutRule(JavaClasses code) {
        List<String> starts = new ArrayList<>(List.of("io.bascule.itests."));
        ALLOWED.keySet().forEach(room -> starts.add(room.substring(0, room.length() - 1)));
        Room.bundles().forEach(room -> {
            starts.add(packages("connector", room).replace("..", "."));
            starts.add(packages("simulator", room).replace("..", "."));
        });
        return code.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> starts.stream().noneMatch((name + ".")::startsWith))
                .sorted()
                .toList();
    }

    private static String packages(String kind, Room room) {
        String system = room.name().substring(room.name().indexOf('-') + 1).replace("-", "");
        return "io.bascule." + kind + "." + system + "..";
    }

    static ArchRule arrow(String room, List<String> others) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.bascule.."))
                        .or(resideInAPackage(room))
                        .or(resideInAnyPackage(others.toArray(String[]::new))))
                .because(
                        "rooms meet through the services and values of api, so that each can be replaced while the rest"
                                + " runs; move what both need to api, or ask for a service that api declares")
                .allowEmptyShould(true);
    }

    static ArchRule connector(String room) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(room)
                        .or(resideInAnyPackage(OPEN_TO_CONNECTORS.toArray(String[]::new)))
                        .or(resideInAnyPackage(LIBRARIES_OF_CONNECTORS)))
                .because("a connector must run on later versions of Bascule and beside any other connector: it sees the"
                        + " contract, the toolkits and nothing else; embed another library privately and name it here");
    }

    static final ArchRule INTERNALS_STAY_INSIDE = noClasses()
            .that()
            .resideOutsideOfPackage("io.bascule.itests..")
            .should(new ReachIntoAnotherRoom())
            .because("a package named internal changes without notice; only the integration tests, which put the engine"
                    + " together by hand, look into one");
}
