/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

/** Patterns of event types: a whole type, {@code *}, or a beginning followed by {@code *} as in {@code customer.*}. */
public final class EventTypes {
    private EventTypes() {}

    /** True if the pattern covers the type, for example {@code customer.*} and {@code customer.created}. */
    public static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }
}
