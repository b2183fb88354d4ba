/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the package headers of a bundle's manifest. */
final class Headers {
    private static final Pattern VERSION = Pattern.compile("(?:^|;)version=\"?([^\";]+)\"?");

    private Headers() {}

    /** Package names with their version; an empty text where none is stated. */
    static Map<String, String> packages(Manifest manifest, String header) {
        Map<String, String> packages = new TreeMap<>();
        String value = manifest.getMainAttributes().getValue(header);
        if (value == null) {
            return packages;
        }
        // Commas and semicolons inside quotes do not part anything.
        for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            String[] parts = clause.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            String version = "";
            for (String part : parts) {
                Matcher matcher = VERSION.matcher(part.strip());
                if (matcher.find()) {
                    version = matcher.group(1);
                }
            }
            for (String part : parts) {
                if (!part.contains("=")) {
                    packages.put(part.strip(), version);
                }
            }
        }
        return packages;
    }
}
