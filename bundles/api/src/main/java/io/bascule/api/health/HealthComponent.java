/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.health;

/**
 * How one thing stands.
 *
 * @param part what it belongs to, shown to anybody: {@code "kafka"}, {@code "deployer"}, ...
 * @param name which one it is, shown to those with a token, for example a file's name
 * @param status how it stands
 * @param detail the same for people, without secrets, with what to do if something is to be done
 */
public record HealthComponent(String part, String name, Status status, String detail) {
    /** How something stands. */
    public enum Status {
        /** It does what it is for. */
        UP,
        /** It works, but somebody should look at it. */
        DEGRADED,
        /** It does not work. */
        DOWN
    }
}
