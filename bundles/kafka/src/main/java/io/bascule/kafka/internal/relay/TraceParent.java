/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The W3C trace context of an event (Trace Context level 1, section 3.2: {@code 00-<trace>-<parent>-<flags>}). It follows
 * from the event's id, so sending it again does not make a second trace.
 */
final class TraceParent {
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final int TRACE_ID_DIGITS = 32;
    private static final int PARENT_ID_DIGITS = 16;

    private TraceParent() {}

    /**
     * The header's value.
     *
     * @param eventId a UUID: its digits are the trace id, which makes a trace findable by the event; anything else is hashed
     * @param topic where the event goes; each topic is a span of its own
     */
    static String of(String eventId, String topic) {
        String digits = eventId.replace("-", "");
        String trace =
                TRACE_ID.matcher(digits).matches() ? digits : hash(eventId).substring(0, TRACE_ID_DIGITS);
        return "00-" + trace + "-" + hash(eventId + " " + topic).substring(0, PARENT_ID_DIGITS) + "-01";
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
