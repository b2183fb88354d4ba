/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

/**
 * Which calls a rule's {@code on} covers.
 *
 * @param method a method or {@code *}; for webhooks unused
 */
record FaultPlace(String method, PathPattern path, String eventType) {
    private static final PathPattern ANYWHERE = new PathPattern("/**");

    static FaultPlace of(FaultKind kind, String on, String where) {
        if (kind.scope() == FaultKind.Scope.WEBHOOK) {
            return new FaultPlace("*", ANYWHERE, on);
        }
        String text = on.equals("*") ? "* /**" : on;
        int space = text.indexOf(' ');
        if (space <= 0 || !text.startsWith("/", space + 1)) {
            throw new IllegalArgumentException(
                    where + ": 'on' must be like \"POST /v1/things\" or \"* /v1/things/**\", found '" + on + "'");
        }
        return new FaultPlace(text.substring(0, space), new PathPattern(text.substring(space + 1)), "*");
    }

    boolean coversRequest(String requestMethod, String requestPath) {
        return (method.equals("*") || method.equals(requestMethod))
                && path.match(requestPath).isPresent();
    }

    boolean coversEvent(String type) {
        return EventTypes.matches(eventType, type);
    }
}
