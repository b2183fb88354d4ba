/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a test asks for by framework properties, so that the real runtime can be killed at an exact step. Thread-safe.
 *
 * <p>{@value #FAILPOINT} names steps at which the process dies at once, as by {@code kill -9}, each with the number of the
 * visit that is the last: {@code relay.afterAck@3,offset.beforeCommit@1}. Visits are counted for each instance, so for each
 * bundle. {@value #PLANT} names safeguards to leave out: {@code last-id,no-lookup}.
 */
public final class PropertyFaults implements Faults {
    /** The property that names the steps to die at. */
    public static final String FAILPOINT = "bascule.test.failpoint";

    /** The property that names the safeguards to leave out. */
    public static final String PLANT = "bascule.test.plant";

    /** The exit status of a process that died by {@code kill -9}, as shells show it. */
    private static final int KILLED = 137;

    private static final List<String> FAILPOINTS = Stream.concat(
                    Failpoint.DATA_PATH.stream(), Stream.of(Failpoint.DEPLOY_AFTER_INSTALL))
            .toList();

    private final Map<String, AtomicInteger> visitsLeft;
    private final Set<String> planted;
    private final Runnable death;

    PropertyFaults(@Nullable String failpoints, @Nullable String mistakes, Runnable death) {
        this.visitsLeft = entries(failpoints).stream()
                .map(PropertyFaults::visits)
                .collect(Collectors.toConcurrentMap(Map.Entry::getKey, Map.Entry::getValue));
        this.planted = Set.copyOf(entries(mistakes));
        planted.forEach(mistake -> mustBeKnown(PLANT, mistake, Mistake.ALL));
        this.death = death;
    }

    /**
     * The faults that properties ask for; {@link Faults#NONE} if they ask for none.
     *
     * @param properties finds a property by name, for example {@code bundleContext::getProperty}
     * @throws IllegalArgumentException if a property names something that does not exist: a test that plants nothing would
     *     prove nothing
     */
    public static Faults of(Function<String, @Nullable String> properties) {
        String failpoints = properties.apply(FAILPOINT);
        String mistakes = properties.apply(PLANT);
        if (entries(failpoints).isEmpty() && entries(mistakes).isEmpty()) {
            return NONE;
        }
        return new PropertyFaults(
                failpoints, mistakes, () -> Runtime.getRuntime().halt(KILLED));
    }

    @Override
    public void hit(String failpoint) {
        AtomicInteger left = visitsLeft.get(failpoint);
        if (left != null && left.decrementAndGet() == 0) {
            death.run();
        }
    }

    @Override
    public boolean planted(String mistake) {
        return planted.contains(mistake);
    }

    private static Map.Entry<String, AtomicInteger> visits(String entry) {
        int at = entry.indexOf('@');
        String name = at < 0 ? entry : entry.substring(0, at);
        String visit = at < 0 ? "1" : entry.substring(at + 1);
        if (!visit.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(FAILPOINT + " holds \"" + entry
                    + "\". Expected: a name, @ and the number of the visit from 1 on, such as relay.afterAck@3.");
        }
        mustBeKnown(FAILPOINT, name, FAILPOINTS);
        return Map.entry(name, new AtomicInteger(Integer.parseInt(visit)));
    }

    private static void mustBeKnown(String property, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(property + " names \"" + name + "\". Expected one of: " + known + ".");
        }
    }

    private static List<String> entries(@Nullable String property) {
        if (property == null) {
            return List.of();
        }
        return Arrays.stream(property.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
    }
}
