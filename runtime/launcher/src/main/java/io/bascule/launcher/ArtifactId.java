/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a bundle as a feature file writes it.
 *
 * @param group for example {@code "org.apache.felix"}
 * @param name for example {@code "org.apache.felix.scr"}
 * @param version for example {@code "2.2.18"}
 */
record ArtifactId(String group, String name, String version) {
    private static final Pattern FORM = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]+)");

    /**
     * Reads {@code group:name:version}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static ArtifactId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form group:name:version");
        }
        return new ArtifactId(group(matcher, 1), group(matcher, 2), group(matcher, 3));
    }

    /** Where its jar lies in a folder of Maven's layout, relative to that folder. */
    String path() {
        return group.replace('.', '/') + "/" + name + "/" + version + "/" + name + "-" + version + ".jar";
    }

    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }

    private static String group(Matcher matcher, int index) {
        return String.valueOf(matcher.group(index));
    }
}
