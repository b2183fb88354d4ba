/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a request may change something, by where it comes from. A browser sends stored credentials along with
 * whatever another site makes it send; but it also says, in headers that a page cannot forge, which site that was.
 */
final class RequestOrigin {
    /** Methods that never change anything; RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    /** {@code none} is a request that the person made, by address bar or bookmark. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private RequestOrigin() {}

    /** Why a request must be refused; empty if it may pass. */
    static Optional<String> refusal(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod().toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_SITES.contains(site)) {
            return Optional.of("the request comes from another site (Sec-Fetch-Site: %s, expected same-origin)"
                    .formatted(shorten(site)));
        }
        String host = shorten(String.valueOf(request.getHeader("Host")));
        String origin = request.getHeader("Origin");
        if (origin != null && !authority(origin).equals(request.getHeader("Host"))) {
            return Optional.of(
                    "the request comes from the origin %s, expected one at %s".formatted(shorten(origin), host));
        }
        if (site == null && origin == null) {
            return Optional.of("the request does not say where it comes from; add the header Origin: %s://%s"
                    .formatted(request.getScheme(), host));
        }
        return Optional.empty();
    }

    /** Without the scheme: behind a proxy that speaks TLS, the browser's is another than ours. */
    private static String authority(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? "" : origin.substring(end + 3);
    }

    /** Nothing from a header reaches an answer or the log at full length or with control characters. */
    private static String shorten(String text) {
        String clean = text.replaceAll("[^\\x21-\\x7e]", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
    }
}
