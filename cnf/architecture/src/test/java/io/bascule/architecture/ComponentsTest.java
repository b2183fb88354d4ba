/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

final class ComponentsTest {
    @Test
    void componentsAreFinalAndWiredByTheirConstructor() {
        assertThat(Code.main())
                .as("the rule must have something to look at")
                .anyMatch(code -> code.isAnnotatedWith("org.osgi.service.component.annotations.Component"));
        Components.WIRING_ONLY.check(Code.main());
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
                .because("such a name fits everything: say what is special (JdbcCatalogStore), or what it does")
                .check(Code.main());
    }
}
