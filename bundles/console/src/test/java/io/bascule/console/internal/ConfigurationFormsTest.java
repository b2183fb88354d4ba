/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.Configurations;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ConfigurationFormsTest {
    private static final String STRIPE = "io.bascule.connector.stripe";

    private final List<String> calls = new ArrayList<>();
    private final Configurations engine = engine();
    private final ConfigurationForms forms = new ConfigurationForms();

    @BeforeEach
    void start() {
        forms.setConfigurations(engine);
    }

    private Configurations engine() {
        return (Configurations) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Configurations.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    String call = method.getName() + Arrays.toString(arguments);
                    if (call.contains("wrong")) {
                        throw new BasculeException(new Problem(
                                ErrorCode.SETTING_INVALID, "Not so", "line 2", "a number", "wrong", "Mend it."));
                    }
                    calls.add(call);
                    return (@Nullable ConfigurationState) null;
                });
    }

    @SuppressWarnings("JdkObsolete") // what the console hands over
    private static Dictionary<String, Object> values(Map<String, Object> values) {
        return new Hashtable<>(values);
    }

    @Test
    void aChangeGoesToTheEngineFirst() throws ValidationException {
        forms.updateConfiguration(
                STRIPE,
                STRIPE + "~stripe",
                values(Map.of("lanes", 7L, "enabled", true, "felix.fileinstall.filename", "file:/x", "url", " a ")));

        assertThat(calls)
                .containsExactly("set[" + STRIPE + "~stripe, {enabled=true, lanes=7, url=a}, null,"
                        + " Author[source=CONSOLE, actor=admin]]");
    }

    @Test
    void aNewOneIsCalledAsItsFormSays() throws ValidationException {
        forms.updateConfiguration(STRIPE, STRIPE + ".0af-11", values(Map.of("name", "second", "lanes", "7")));
        forms.updateConfiguration(
                "io.bascule.mapping", "io.bascule.mapping.0af", values(Map.of("name", "second.customer")));

        assertThat(calls).hasSize(2);
        assertThat(calls.get(0)).startsWith("set[" + STRIPE + "~second, {lanes=7}");
        assertThat(calls.get(1)).startsWith("set[io.bascule.mapping~second.customer, {}");
        assertThatThrownBy(() -> forms.updateConfiguration(STRIPE, STRIPE + ".0af-11", values(Map.of("lanes", "7"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("needs a name");
        assertThatThrownBy(() -> forms.updateConfiguration(STRIPE, STRIPE + "~stripe", values(Map.of("name", "other"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("never changes");
    }

    @Test
    void whatIsWrongIsToldWithItsReason() {
        assertThatThrownBy(
                        () -> forms.updateConfiguration(STRIPE, STRIPE + "~stripe", values(Map.of("lanes", "wrong"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("Expected: a number");
    }

    @Test
    void withoutTheEngineNothingIsChanged() {
        forms.unsetConfigurations(engine());
        forms.unsetConfigurations(engine);

        assertThatThrownBy(() -> forms.updateConfiguration(STRIPE, STRIPE + "~stripe", values(Map.of())))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("not running");
    }

    @Test
    void whatIsTakenAwayIsTakenAwayFromItsFile() throws ValidationException {
        forms.deleteConfiguration(STRIPE, STRIPE + "~stripe");
        forms.deleteConfiguration(STRIPE, STRIPE + ".0af-11");

        assertThat(calls).containsExactly("remove[" + STRIPE + "~stripe, Author[source=CONSOLE, actor=admin]]");
    }

    @Test
    void otherConfigurationsPass() throws ValidationException {
        forms.updateConfiguration(null, "io.bascule.catalog", values(Map.of("url", "wrong")));
        forms.deleteConfiguration("org.example", "org.example~wrong");
        forms.updateConfiguration("io.bascule.other", "io.bascule.other~a", values(Map.of()));

        assertThat(calls).isEmpty();
    }
}
