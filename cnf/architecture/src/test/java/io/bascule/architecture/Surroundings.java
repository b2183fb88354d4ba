/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Time, chance, ids and threads come from outside in the rooms that the seeded simulation runs. */
final class Surroundings {
    /** Where production makes the real ones. Each class here must need it; {@link SurroundingsTest} sees to that. */
    static final List<String> MAKERS =
            List.of("io.bascule.kafka.internal.KafkaBridge", "io.bascule.kafka.internal.PassThread");

    private static final Set<String> STATIC_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.lang.Thread.startVirtualThread",
            "java.util.UUID.randomUUID",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.concurrent.CompletableFuture.runAsync",
            "java.util.concurrent.CompletableFuture.supplyAsync");

    private static final Set<String> CONSTRUCTORS = Set.of(
            "java.lang.Thread",
            "java.util.Timer",
            "java.util.Date",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor");

    static final DescribedPredicate<JavaAccess<?>> REACHING =
            describe("a clock, a thread, chance or an id of the machine", Surroundings::reaches);

    static final ArchRule GIVEN = noClasses()
            .that()
            .resideInAnyPackage("io.bascule.engine..", "io.bascule.catalog..", "io.bascule.kafka..", "io.bascule.api..")
            .and(describe("make no surroundings", Surroundings::isNoMaker))
            .should()
            .accessTargetWhere(REACHING)
            .because(
                    "the engine is proven in a seeded simulation on a virtual clock; what reaches for the real one breaks"
                            + " the proof in silence. Take an InstantSource, or io.bascule.api.runtime's Scheduler, IdSource,"
                            + " RandomSource or Executor");

    private Surroundings() {}

    static boolean isNoMaker(JavaClass code) {
        return MAKERS.stream()
                .noneMatch(
                        maker -> code.getName().equals(maker) || code.getName().startsWith(maker + "$"));
    }

    private static boolean reaches(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return STATIC_CALLS.contains(owner + "." + name)
                || (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.util.concurrent.Executors") && name.startsWith("new"))
                || name.equals("parallelStream")
                || (owner.startsWith("java.util.stream.") && name.equals("parallel"))
                || (name.equals("<init>") && CONSTRUCTORS.contains(owner));
    }
}
