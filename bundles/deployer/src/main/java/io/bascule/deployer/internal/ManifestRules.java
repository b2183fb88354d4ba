/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;

/**
 * What a hot deployed bundle may ask of the framework. It runs as trusted code; these rules keep it from depending on our
 * insides, from changing other bundles, and from failing late with a riddle.
 */
final class ManifestRules {
    /** Packages that a connector may import; see docs/deploy.md. */
    private static final List<String> IMPORTS = List.of(
            "io.bascule.api.model",
            "io.bascule.api.connector",
            "io.bascule.api.error",
            "io.bascule.api.runtime",
            "io.bascule.http",
            "io.bascule.jdbc",
            "org.jspecify.annotations");
    /** Families of packages of which a connector may import any, and may export none. */
    private static final List<String> IMPORT_FAMILIES =
            List.of("org.osgi.", "org.slf4j.", "com.fasterxml.jackson.", "java.", "javax.");

    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern EXECUTION_ENVIRONMENT =
            Pattern.compile("(?:J2SE|JavaSE|JRE)(?:/compact[123])?-(?:1\\.)?(\\d{1,3})");

    private final int javaVersion;

    /** @param javaVersion the feature version of the Java that runs, for example 17 */
    ManifestRules(int javaVersion) {
        this.javaVersion = javaVersion;
    }

    /**
     * Checks a manifest.
     *
     * @return what the bundle calls itself
     * @throws Refusal if a rule is broken
     */
    BundleKey check(Manifest manifest) throws Refusal {
        Attributes headers = manifest.getMainAttributes();
        refuse(headers, Constants.FRAGMENT_HOST, "A fragment changes another bundle; deploy a bundle of its own.");
        refuse(headers, Constants.BUNDLE_NATIVECODE, "Deploy pure Java.");
        refuse(headers, Constants.DYNAMICIMPORT_PACKAGE, "Name the packages in Import-Package.");
        refuse(headers, Constants.REQUIRE_BUNDLE, "Import packages instead.");
        BundleKey key = key(headers);
        checkImports(headers);
        checkExports(headers);
        checkJava(headers);
        return key;
    }

    private static void refuse(Attributes headers, String header, String remedy) throws Refusal {
        String value = headers.getValue(header);
        if (value != null) {
            throw Refusal.because("manifest header " + header, "none", value, remedy);
        }
    }

    private static BundleKey key(Attributes headers) throws Refusal {
        String manifestVersion = headers.getValue(Constants.BUNDLE_MANIFESTVERSION);
        if (!"2".equals(manifestVersion)) {
            throw Refusal.because(
                    "manifest header " + Constants.BUNDLE_MANIFESTVERSION,
                    "2",
                    named(manifestVersion),
                    "Build the jar as an OSGi bundle, for example with bnd-maven-plugin.");
        }
        String header = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        List<HeaderClauses.Clause> clauses = HeaderClauses.parse(header);
        if (clauses.size() != 1
                || clauses.get(0).names().size() != 1
                || !SYMBOLIC_NAME.matcher(clauses.get(0).names().get(0)).matches()) {
            throw Refusal.because(
                    "manifest header " + Constants.BUNDLE_SYMBOLICNAME,
                    "a name such as org.example.connector-acme",
                    named(header),
                    "Build the jar as an OSGi bundle, for example with bnd-maven-plugin.");
        }
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        try {
            if (version != null) {
                return new BundleKey(clauses.get(0).names().get(0), Version.parseVersion(version.strip()));
            }
        } catch (IllegalArgumentException notOne) {
            // Told below, like a missing one.
        }
        throw Refusal.because(
                "manifest header " + Constants.BUNDLE_VERSION,
                "a version such as 1.2.3",
                named(version),
                "Give the bundle a version, so that an update can be told from what it replaces.");
    }

    private static void checkImports(Attributes headers) throws Refusal {
        List<String> refused = new ArrayList<>();
        for (HeaderClauses.Clause clause : HeaderClauses.parse(headers.getValue(Constants.IMPORT_PACKAGE))) {
            for (String name : clause.names()) {
                if (!IMPORTS.contains(name) && !inFamily(name)) {
                    refused.add(name);
                }
            }
        }
        if (!refused.isEmpty()) {
            throw Refusal.because(
                    "manifest header " + Constants.IMPORT_PACKAGE,
                    "only the packages that docs/deploy.md lists",
                    String.join(", ", refused),
                    "Embed other libraries in the bundle, and leave out optional imports that it does not need.");
        }
    }

    private static void checkExports(Attributes headers) throws Refusal {
        for (HeaderClauses.Clause clause : HeaderClauses.parse(headers.getValue(Constants.EXPORT_PACKAGE))) {
            for (String name : clause.names()) {
                if (inFamily(name) || name.startsWith("io.bascule.")) {
                    throw Refusal.because(
                            "manifest header " + Constants.EXPORT_PACKAGE,
                            "no package of the platform",
                            name,
                            "Keep it private: other bundles must not get it from here.");
                }
            }
        }
    }

    private static boolean inFamily(String name) {
        return IMPORT_FAMILIES.stream().anyMatch((name + ".")::startsWith);
    }

    private void checkJava(Attributes headers) throws Refusal {
        String old = headers.getValue("Bundle-RequiredExecutionEnvironment");
        if (old != null && !anyRuns(old)) {
            throw tooNew("Bundle-RequiredExecutionEnvironment", old);
        }
        for (HeaderClauses.Clause clause : HeaderClauses.parse(headers.getValue(Constants.REQUIRE_CAPABILITY))) {
            String filter = clause.parameters().get("filter:");
            if (clause.names().contains("osgi.ee") && filter != null && !runs(filter)) {
                throw tooNew(Constants.REQUIRE_CAPABILITY, filter);
            }
        }
    }

    private boolean anyRuns(String environments) {
        for (HeaderClauses.Clause clause : HeaderClauses.parse(environments)) {
            Matcher matcher = EXECUTION_ENVIRONMENT.matcher(String.join(";", clause.names()));
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= javaVersion) {
                return true;
            }
        }
        return false;
    }

    private boolean runs(String filter) throws Refusal {
        List<Version> versions = new ArrayList<>();
        for (int old = 0; old <= 8; old++) {
            versions.add(new Version(1, old, 0));
        }
        for (int version = 9; version <= javaVersion; version++) {
            versions.add(new Version(version, 0, 0));
        }
        try {
            return FrameworkUtil.createFilter(filter)
                    .matches(Map.of(
                            "osgi.ee",
                            List.of("JavaSE", "JavaSE/compact1", "JavaSE/compact2", "JavaSE/compact3", "JRE"),
                            "version",
                            versions));
        } catch (InvalidSyntaxException e) {
            throw Refusal.because(
                    "manifest header " + Constants.REQUIRE_CAPABILITY, "a filter", filter, "Build the jar again.");
        }
    }

    private Refusal tooNew(String header, String found) {
        return Refusal.because(
                "manifest header " + header,
                "something that Java " + javaVersion + " satisfies",
                found,
                "Build it for Java " + javaVersion + ", or run Bascule on a newer Java.");
    }

    private static String named(@Nullable String value) {
        return value == null ? "nothing" : "\"" + value + "\"";
    }
}
