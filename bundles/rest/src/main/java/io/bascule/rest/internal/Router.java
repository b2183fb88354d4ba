/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * A route and what the path says.
     *
     * @param variables the variable parts of the path
     */
    record Match(Route route, Map<String, String> variables) {
        Match {
            variables = Map.copyOf(variables);
        }
    }

    /** All routes. */
    List<Route> routes() {
        return routes;
    }

    /** Whether a request needs no token. A path that is not there needs one: strangers learn nothing from it. */
    boolean isOpen(String method, String path) {
        return routes.stream()
                .anyMatch(route -> route.isOpen()
                        && route.method().equals(method)
                        && route.template().equals(path));
    }

    /**
     * Finds the route.
     *
     * @param method the method; {@code HEAD} counts as {@code GET}
     * @param path the path below {@code /api/v1} as sent, for example {@code "/catalog/customer"}
     * @throws HttpProblem 404 or 405
     */
    Match find(String method, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(Math.min(1, path.length())).split("/", -1)) {
            parts.add(PercentText.decode(part, false));
        }
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(parts);
            if (variables.isPresent() && route.method().equals(method)) {
                return new Match(route, variables.get());
            }
            if (variables.isPresent()) {
                others.add(route.method());
            }
        }
        if (others.isEmpty()) {
            throw HttpProblem.notFound("There is nothing at " + Shown.of(path) + ". All paths stand in "
                    + Whiteboard.PATH + "/openapi.json.");
        }
        if (others.contains("GET")) {
            others.add("HEAD");
        }
        throw new HttpProblem(
                        405,
                        "method-not-allowed",
                        Shown.of(path) + " does not know the method " + Shown.of(method) + ". Use "
                                + String.join(" or ", others) + ".")
                .withHeader("Allow", String.join(", ", others));
    }
}
