/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ManifestTest {
    private static final String EXPORT = "Export-Package";
    private static final String IMPORT = "Import-Package";

    static List<Room> bundles() {
        return Room.bundles();
    }

    static List<Room> connectors() {
        return Room.connectors();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noInternalPackageIsExported(Room bundle) {
        assertThat(Headers.packages(bundle.manifest(), EXPORT).keySet())
                .as("%s exports an internal package: take @Export off its package-info", bundle)
                .noneMatch(name -> ("." + name + ".").contains(".internal."));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void whatIsExportedIsVersioned(Room bundle) {
        assertThat(Headers.packages(bundle.manifest(), EXPORT))
                .as("%s: an export without @Version on its package-info cannot be imported safely", bundle)
                .allSatisfy((name, version) -> assertThat(version)
                        .as(name)
                        .matches("[0-9]+\\.[0-9]+\\.[0-9]+")
                        .isNotEqualTo("0.0.0"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noBundleImportsAnInternalPackage(Room bundle) {
        assertThat(Headers.packages(bundle.manifest(), IMPORT).keySet())
                .as("%s imports an internal package of another bundle: use a service that api declares", bundle)
                .noneMatch(name -> name.startsWith("io.bascule.") && (name + ".").contains(".internal."));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noBundleTakesPackagesUnseen(Room bundle) {
        Manifest manifest = bundle.manifest();
        assertThat(Stream.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")
                        .filter(header -> manifest.getMainAttributes().getValue(header) != null))
                .as("%s: what a bundle needs stands in Import-Package, where it is seen before it starts", bundle)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void symbolicNameFollowsTheFolder(Room bundle) {
        String expected = "io.bascule." + bundle.folder().getFileName();
        assertThat(bundle.manifest().getMainAttributes().getValue("Bundle-SymbolicName"))
                .as("the name by which logs and console show %s", bundle)
                .isEqualTo(expected);
    }

    @Test
    void everyPackageOfTheApiIsExported() {
        Room api = bundles().stream()
                .filter(room -> room.name().equals("bundles/api"))
                .findFirst()
                .orElseThrow();
        Path start = api.folder().resolve("src/main/java");
        Set<String> packages = api.sources("main").stream()
                .map(file -> start.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                .collect(Collectors.toSet());
        assertThat(Headers.packages(api.manifest(), EXPORT).keySet())
                .as("bundles/api is nothing but contract: each package-info has @Export and @Version")
                .containsExactlyInAnyOrderElementsOf(packages);
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void connectorsImportOnlyWhatIsOpenToThem(Room connector) {
        Map<String, String> imports = Headers.packages(connector.manifest(), IMPORT);
        assertThat(imports.keySet())
                .as("%s: the deployer would refuse this jar; embed the library, or use the toolkits", connector)
                .allMatch(name -> Arrows.OPEN_TO_CONNECTORS.contains(name)
                        || name.startsWith("org.osgi.")
                        || name.equals("org.slf4j")
                        || name.startsWith("org.slf4j.")
                        || name.startsWith("com.fasterxml.jackson.")
                        || name.startsWith("java.")
                        || name.startsWith("javax.")
                        || name.equals("org.jspecify.annotations"));
        assertThat(Headers.packages(connector.manifest(), EXPORT))
                .as("%s exports something; a connector is met through its ConnectorFactory service only", connector)
                .isEmpty();
    }

    @Test
    void headersAreReadWithTheirVersionsAndQuotes() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes()
                .putValue(
                        EXPORT,
                        "a.b;c.d;version=\"1.2.0\";uses:=\"x.y,z\",io.bascule.engine.internal;x=\"1,2\",e;version=3.0.0");
        assertThat(Headers.packages(manifest, EXPORT))
                .isEqualTo(Map.of("a.b", "1.2.0", "c.d", "1.2.0", "io.bascule.engine.internal", "", "e", "3.0.0"));
    }
}
