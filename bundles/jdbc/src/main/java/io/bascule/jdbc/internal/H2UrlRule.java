/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of an H2 server. Embedded databases (file, memory, zip) are refused: they would open files of this machine inside
 * this process. INIT, RUNSCRIPT, TRACE_* and everything else that can run a statement or write a file is not on the list.
 */
final class H2UrlRule implements UrlRule {
    private static final Pattern FORM = Pattern.compile(
            "jdbc:h2:tcp://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]{2,39}])"
                    + "(?::([0-9]{1,9}))?/((?:~/|/)?[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)((?:;[^;]*)*)");

    private static final Map<String, Pattern> PROPERTIES = new TreeMap<>(Map.of(
            "IFEXISTS", Pattern.compile("(?i)TRUE"),
            "LOCK_TIMEOUT", Pattern.compile("[0-9]{1,6}"),
            "SCHEMA", Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}")));

    @Override
    public String prefix() {
        return "jdbc:h2:";
    }

    @Override
    public String allowed() {
        return "jdbc:h2:tcp://HOST:PORT/DATABASE with the properties " + String.join(", ", PROPERTIES.keySet());
    }

    @Override
    public Connection connect(Address address, String user, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        Connection connection = new org.h2.Driver().connect(address.url(), login);
        if (connection == null) {
            throw new SQLException("The driver does not know its own kind of address", "08001");
        }
        return connection;
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
        if (!tail.isEmpty()) {
            properties.putAll(UrlParts.properties(List.of(tail.substring(1).split(";", -1)), PROPERTIES));
        }
        // A connection never makes a database, whatever the server allows.
        properties.put("IFEXISTS", "TRUE");
        properties.put("NETWORK_TIMEOUT", Long.toString(timeout.toMillis()));
        StringBuilder checked = new StringBuilder("jdbc:h2:tcp://")
                .append(host)
                .append(port)
                .append('/')
                .append(matcher.group(3));
        properties.forEach(
                (key, value) -> checked.append(';').append(key).append('=').append(value));
        return new Address(checked.toString());
    }
}
