/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.connector.ConnectionResources;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets from a map that a test may change. */
final class TestResources implements ConnectionResources {
    final Map<String, String> secrets = new ConcurrentHashMap<>();

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(Instant.parse("2026-11-24T04:32:00Z"));
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("test");
    }

    @Override
    public <T> T resource(Class<T> type) {
        throw new IllegalStateException("A resource asks for no resource");
    }

    @Override
    public String secret(String key) {
        return secrets.getOrDefault(key, "");
    }
}
