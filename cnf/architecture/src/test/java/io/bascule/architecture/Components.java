/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** What Declarative Services components look like. */
final class Components {
    private static final String ANNOTATIONS = "org.osgi.service.component.annotations.";

    static final ArchRule WIRING_ONLY = classes()
            .that()
            .areAnnotatedWith(ANNOTATIONS + "Component")
            .should(new BeFinalAndWiredByItsConstructor())
            .because("a component is whole once it is made and never changes, so no thread can see it half wired: final"
                    + " class, final fields, at most one @Activate constructor; behaviour lives in plain classes")
            .allowEmptyShould(true);

    private Components() {}

    private static final class BeFinalAndWiredByItsConstructor extends ArchCondition<JavaClass> {
        BeFinalAndWiredByItsConstructor() {
            super("be final, with final fields and wired by its constructor");
        }

        @Override
        public void check(JavaClass component, ConditionEvents events) {
            demand(component, component.getModifiers().contains(JavaModifier.FINAL), "the class is not final", events);
            component.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                    .forEach(field -> demand(component, false, "field " + field.getName() + " is not final", events));
            long activated = component.getConstructors().stream()
                    .filter(constructor -> constructor.isAnnotatedWith(ANNOTATIONS + "Activate"))
                    .count();
            boolean plain = component.getConstructors().size() == 1
                    && component
                            .getConstructors()
                            .iterator()
                            .next()
                            .getRawParameterTypes()
                            .isEmpty();
            demand(component, activated == 1 || plain, "it has no single @Activate constructor", events);
            component.getFields().stream()
                    .filter(field -> field.isAnnotatedWith(ANNOTATIONS + "Reference"))
                    .forEach(field -> demand(component, false, "field " + field.getName() + " is injected", events));
            component.getMethods().stream()
                    .filter(method -> method.isAnnotatedWith(ANNOTATIONS + "Activate"))
                    .forEach(method -> demand(component, false, method.getName() + " is an @Activate method", events));
        }

        private static void demand(JavaClass component, boolean met, String otherwise, ConditionEvents events) {
            events.add(new SimpleConditionEvent(component, met, component.getName() + ": " + otherwise));
        }
    }
}
