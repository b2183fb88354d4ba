/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds jars: at first a good bundle, of which a test changes what it is about. */
final class TestJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private TestJar() {}

    static TestJar bundle(String name, String version, String value) {
        TestJar jar = new TestJar();
        jar.headers.put("Bundle-ManifestVersion", "2");
        jar.headers.put("Bundle-SymbolicName", name);
        jar.headers.put("Bundle-Version", version);
        jar.headers.put("Import-Package", "org.osgi.framework;version=\"[1.8,2)\"");
        jar.headers.put("Bundle-Activator", TestActivator.class.getName());
        jar.headers.put("Test-Value", value);
        return jar.entry(TestActivator.class.getName().replace('.', '/') + ".class", activator());
    }

    /** With another header; an empty value takes it away. */
    TestJar header(String name, String value) {
        headers.put(name, value);
        if (value.isEmpty()) {
            headers.remove(name);
        }
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    byte[] bytes() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(main::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest.write(zip);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(entry(each.getKey()));
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** With a fixed time, so that equal jars have equal bytes. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }

    private static byte[] activator() {
        try (InputStream stream = TestActivator.class.getResourceAsStream("TestActivator.class")) {
            return stream == null ? new byte[0] : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
