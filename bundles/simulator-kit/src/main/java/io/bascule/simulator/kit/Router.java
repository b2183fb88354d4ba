/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds who answers a request. Routes are tried in the order in which they were added, so {@code /things/search} goes
 * before {@code /things/{id}}. Add all routes before the first request; after that it is safe for all threads.
 *
 * @param <H> what a route leads to
 */
public final class Router<H> {
    private final List<Route<H>> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param method for example {@code GET}
     * @param path for example {@code /v1/customers/{id}}
     */
    public Router<H> add(String method, String path, H handler) {
        routes.add(new Route<>(method, new PathPattern(path), handler));
        return this;
    }

    /** The first route for method and path. */
    public Optional<Match<H>> find(String method, String path) {
        for (Route<H> route : routes) {
            if (route.method.equals(method)) {
                Optional<Map<String, String>> places = route.path.match(path);
                if (places.isPresent()) {
                    return Optional.of(new Match<>(route.handler, places.get()));
                }
            }
        }
        return Optional.empty();
    }

    private record Route<H>(String method, PathPattern path, H handler) {}

    /**
     * A route that fits.
     *
     * @param places the values of the path's named places, decoded
     */
    public record Match<H>(H handler, Map<String, String> places) {
        public Match {
            places = Map.copyOf(places);
        }

        /** The value of a place that the route's path has. */
        public String place(String name) {
            String value = places.get(name);
            if (value == null) {
                throw new IllegalArgumentException("The route has no place '" + name + "'");
            }
            return value;
        }
    }
}
