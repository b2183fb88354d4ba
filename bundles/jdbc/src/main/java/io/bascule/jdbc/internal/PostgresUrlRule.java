/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Addresses of a PostgreSQL server. Properties that load classes by name ({@code socketFactory}, {@code sslfactory}, {@code
 * authenticationPluginClassName}), write files ({@code loggerFile}) or look the server up elsewhere ({@code service}) are not on the
 * list, nor is any other that is not needed.
 */
final class PostgresUrlRule implements UrlRule {
    private static final Pattern FORM =
            Pattern.compile("jdbc:postgresql://([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:]{2,39}])"
                    + "(?::([0-9]{1,9}))?/([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})(?:\\?([^?]*))?");

    private static final Map<String, Pattern> PROPERTIES = new TreeMap<>(Map.of(
            "channelBinding", Pattern.compile("disable|prefer|require"),
            "currentSchema", Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}"),
            "sslmode", Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full"),
            "sslrootcert", Pattern.compile("/[A-Za-z0-9_./-]{1,1000}")));

    /** The statement's own time limit comes first: it ends the statement and keeps the connection. */
    private static final Duration LONGER_THAN_STATEMENTS = Duration.ofSeconds(5);

    @Override
    public String prefix() {
        return "jdbc:postgresql:";
    }

    @Override
    public String allowed() {
        return "jdbc:postgresql://HOST:PORT/DATABASE with the properties " + String.join(", ", PROPERTIES.keySet());
    }

    @Override
    public Connection connect(Address address, String user, String password) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address.url());
        return source.getConnection(user, password);
    }

    @Override
    public Address read(String url, Set<String> hosts, Duration timeout) throws UrlRefused {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            throw new UrlRefused(allowed(), "another form of address");
        }
        String host = UrlParts.host(matcher.group(1), hosts);
        String port = matcher.group(2) == null ? "" : ":" + UrlParts.port(matcher.group(2));
        Map<String, String> properties = new LinkedHashMap<>();
        String tail = matcher.group(4);
        if (tail != null) {
            properties.putAll(UrlParts.properties(List.of(tail.split("&", -1)), PROPERTIES));
        }
        properties.put("ApplicationName", "bascule");
        properties.put("connectTimeout", Long.toString(timeout.toSeconds()));
        properties.put(
                "socketTimeout",
                Long.toString(timeout.plus(LONGER_THAN_STATEMENTS).toSeconds()));
        properties.put("tcpKeepAlive", "true");
        // A value that met a constraint must not get into a message.
        properties.put("logServerErrorDetail", "false");
        String checked = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return new Address("jdbc:postgresql://" + host + port + "/" + matcher.group(3) + checked);
    }
}
