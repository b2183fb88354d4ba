/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Record versions as strong entity tags (RFC 9110, section 8.8.3): version 3 is {@code "3"}, quotes included. */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E]*)\"\\s*(?:,|$)");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private Versions() {}

    /** The entity tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version on which a change depends.
     *
     * @return null for {@code *}: whatever version is there
     * @throws HttpProblem 428 if the header is missing, 412 if it names no version that there could be, 400 if it is malformed
     */
    static @Nullable Long expected(Request request) {
        List<String> sent = request.header("If-Match");
        if (sent.isEmpty()) {
            throw new HttpProblem(
                    428,
                    "precondition-required",
                    "A change needs the header If-Match with the ETag of the record as you read it, for example"
                            + " If-Match: \"3\"; or * to change whatever version is there.");
        }
        String whole = String.join(",", sent).strip();
        if (whole.equals("*")) {
            return null;
        }
        List<Long> versions = strong(whole);
        if (versions.size() > 1) {
            throw HttpProblem.badParameter(
                    "The header If-Match must name one version or be *; found " + Shown.of(whole) + ".");
        }
        if (versions.isEmpty()) {
            throw new HttpProblem(
                    412,
                    "version-mismatch",
                    "If-Match is " + Shown.of(whole)
                            + ", which is no version of a record. Read the record again and send its ETag.");
        }
        return versions.get(0);
    }

    /** Whether the client says that it has this version already. */
    static boolean unchanged(Request request, long version) {
        List<String> sent = request.header("If-None-Match");
        if (sent.isEmpty()) {
            return false;
        }
        String whole = String.join(",", sent).strip();
        return whole.equals("*") || tags(whole, true).contains(version);
    }

    private static List<Long> strong(String header) {
        return tags(header, false);
    }

    private static List<Long> tags(String header, boolean weakToo) {
        List<Long> versions = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        int position = 0;
        while (position < header.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw HttpProblem.badParameter(
                        "Malformed entity tag " + Shown.of(header) + ". Expected a version in quotes, such as \"3\".");
            }
            // Only a strong tag may guard a change; RFC 9110, section 13.1.1.
            boolean counts = weakToo || matcher.group(1) == null;
            if (counts && NUMBER.matcher(matcher.group(2)).matches()) {
                versions.add(Long.valueOf(matcher.group(2)));
            }
            position = matcher.end();
        }
        return versions;
    }
}
