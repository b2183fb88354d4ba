/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * What one driver's addresses may look like. A rule allows; whatever it does not know is refused, because lists of what is
 * forbidden have been got round again and again (CVE-2022-21724, CVE-2022-23221, CVE-2026-3960).
 */
interface UrlRule {
    /** How the addresses of this driver begin, for example {@code "jdbc:h2:"}. */
    String prefix();

    /** The form that is allowed, for people. */
    String allowed();

    /**
     * Connects by a driver that is made with {@code new}: never looked up by name or through the service loader, which do not work
     * across bundles.
     */
    Connection connect(Address address, String user, String password) throws SQLException;

    /**
     * Reads an address.
     *
     * @param url as the operator wrote it
     * @param hosts the allowed hosts in lower case
     * @param timeout how long a connect or an answer may take
     * @return the address put together anew from the parts that were understood
     * @throws UrlRefused if any part is not allowed
     */
    Address read(String url, Set<String> hosts, Duration timeout) throws UrlRefused;
}
