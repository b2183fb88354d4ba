/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class FeatureReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsBundlesAndConfigurations() throws IOException {
        Feature feature = read("""
                {"id": "g:f:1", "bundles": [{"id": "org.example:thing:1.2-SNAPSHOT", "start-order": 7}],
                 "configurations": {"a.b~c": {"port": 1, "name": "$[n]"}}}""");

        assertThat(feature.id()).isEqualTo("g:f:1");
        assertThat(feature.bundles())
                .containsExactly(new Feature.FeatureBundle(new ArtifactId("org.example", "thing", "1.2-SNAPSHOT"), 7));
        assertThat(feature.bundles().get(0).id().path())
                .isEqualTo("org/example/thing/1.2-SNAPSHOT/thing-1.2-SNAPSHOT.jar");
        assertThat(feature.configurations()).isEqualTo(Map.of("a.b~c", Map.of("port", 1, "name", "$[n]")));
    }

    @Test
    void refusesABundleWithoutStartOrder() throws IOException {
        assertThat(failure("{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"a:b:1\"}]}"))
                .contains("f.json")
                .contains("a:b:1 needs a start-order");
    }

    @Test
    void refusesAnIdWhoseVersionWasNotFilledIn() throws IOException {
        assertThat(failure("{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"a:b:${v}\", \"start-order\": 1}]}"))
                .contains("\"a:b:${v}\"");
    }

    @Test
    void refusesAMisspeltKey() throws IOException {
        assertThat(failure("{\"id\": \"g:f:1\", \"bundle\": []}")).contains("unknown key \"bundle\"");
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        assertThat(failure("{")).contains("f.json cannot be used");
    }

    @Test
    void refusesAFolderWithoutFeatures() {
        StartFailure failure = catchThrowableOfType(StartFailure.class, () -> new FeatureReader().readAll(folder));

        assertThat(failure.text()).contains("distribution is incomplete");
    }

    private String failure(String json) throws IOException {
        Files.writeString(folder.resolve("f.json"), json);
        return catchThrowableOfType(StartFailure.class, () -> new FeatureReader().readAll(folder))
                .text();
    }

    private Feature read(String json) throws IOException {
        Files.writeString(folder.resolve("f.json"), json);
        return new FeatureReader().readAll(folder).get(0);
    }
}
