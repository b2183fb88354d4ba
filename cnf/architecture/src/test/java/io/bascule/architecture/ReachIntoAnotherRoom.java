/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Holds for each use of a class in an {@code internal} package of another room. */
final class ReachIntoAnotherRoom extends ArchCondition<JavaClass> {
    private static final String INTERNAL = ".internal";

    ReachIntoAnotherRoom() {
        super("use a class in an internal package of another room");
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
        user.getDirectDependenciesFromSelf().forEach(use -> {
            String used = use.getTargetClass().getPackageName();
            int end = (used + ".").indexOf(INTERNAL + ".");
            boolean foreign = used.startsWith("io.bascule.")
                    && end >= 0
                    && !(user.getPackageName() + ".").startsWith(used.substring(0, end) + ".");
            events.add(new SimpleConditionEvent(user, foreign, use.getDescription()));
        });
    }
}
