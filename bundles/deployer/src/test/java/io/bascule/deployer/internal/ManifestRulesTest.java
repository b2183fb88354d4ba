/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ManifestRulesTest {
    private final ManifestRules rules = new ManifestRules(17);

    private static Manifest manifest(String header, String value) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.putValue("Manifest-Version", "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.example.connector-acme;singleton:=true");
        main.putValue("Bundle-Version", "1.2.3.q");
        main.putValue(header, value);
        return manifest;
    }

    @Test
    void tellsNameAndVersion() throws Refusal {
        assertThat(rules.check(manifest("X", "y"))).hasToString("org.example.connector-acme 1.2.3.q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.bascule.api.model;version=\"[0.1,1)\",io.bascule.api.connector;io.bascule.api.error",
                "io.bascule.api.runtime,io.bascule.http,io.bascule.jdbc",
                "org.osgi.framework,org.slf4j;version=\"[2.0,3)\",com.fasterxml.jackson.databind,java.util,javax.sql",
                "org.jspecify.annotations;resolution:=optional",
            })
    void letsConnectorsImportWhatTheyMay(String imports) throws Refusal {
        assertThat(rules.check(manifest("Import-Package", imports)).name()).isEqualTo("org.example.connector-acme");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Import-Package | io.bascule.api.catalog | io.bascule.api.catalog
            Import-Package | org.osgi.framework,io.bascule.engine.internal;resolution:=optional | io.bascule.engine.internal
            Import-Package | org.osgi.framework;x="a,b;c",org.h2.jdbc | org.h2.jdbc
            Import-Package | io.bascule.http.internal | io.bascule.http.internal
            Import-Package | org.osgiana | org.osgiana
            Import-Package | com.fasterxml.jacksonx | com.fasterxml.jacksonx
            Export-Package | io.bascule.api.connector;version=9 | no package of the platform
            Export-Package | a;b;org.slf4j;version=1 | org.slf4j
            DynamicImport-Package | * | none
            DynamicImport-Package | org.osgi.* | none
            Fragment-Host | system.bundle;extension:=framework | none
            Fragment-Host | io.bascule.api | none
            Require-Bundle | io.bascule.engine | none
            Bundle-NativeCode | lib/x.so;osname=Linux | none
            Bundle-ManifestVersion | 1 | expected 2
            Bundle-SymbolicName | a b | a name such as
            Bundle-SymbolicName | a,b | a name such as
            Bundle-SymbolicName | ../x | a name such as
            Bundle-Version | 1.x | a version such as
            Bundle-RequiredExecutionEnvironment | JavaSE-21 | Java 17
            Require-Capability | osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=21))" | Java 17
            Require-Capability | x,osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=25))" | newer Java
            Require-Capability | osgi.ee;filter:="(&(broken" | a filter
            """)
    void refusesWhatABundleMustNotAskFor(String header, String value, String told) {
        assertThatThrownBy(() -> rules.check(manifest(header, value)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("manifest header " + header)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Bundle-RequiredExecutionEnvironment | JavaSE-17
            Bundle-RequiredExecutionEnvironment | JavaSE-21,JavaSE-1.8
            Bundle-RequiredExecutionEnvironment | J2SE-1.5
            Require-Capability | osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=17))"
            Require-Capability | osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=1.8))"
            Require-Capability | osgi.extender;filter:="(osgi.extender=osgi.component)"
            """)
    void acceptsTheJavaThatRuns(String header, String value) throws Refusal {
        assertThat(rules.check(manifest(header, value)).name()).isEqualTo("org.example.connector-acme");
    }
}
