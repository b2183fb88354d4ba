/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.ConfigurationVersions;
import io.bascule.api.config.ConfigurationVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Table bascule_configuration. */
final class JdbcConfigurationVersions implements ConfigurationVersions {
    private final Session session;

    JdbcConfigurationVersions(Session session) {
        this.session = session;
    }

    @Override
    public void add(ConfigurationVersion version) {
        session.update(
                "version " + version.version() + " of configuration " + version.pid(),
                "insert into bascule_configuration (pid, version, accepted_at, source, actor, content, content_hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                version.pid(),
                version.version(),
                version.at(),
                version.source(),
                version.actor(),
                version.content(),
                version.hash());
    }

    @Override
    public List<ConfigurationVersion> newest() {
        return session.list(
                "select * from bascule_configuration c where version = (select max(version) from bascule_configuration n"
                        + " where n.pid = c.pid) order by pid",
                JdbcConfigurationVersions::version);
    }

    @Override
    public List<ConfigurationVersion> of(String pid) {
        return session.list(
                "select * from bascule_configuration where pid = ? order by pid, version",
                JdbcConfigurationVersions::version,
                pid);
    }

    @Override
    public Optional<ConfigurationVersion> find(String pid, long version) {
        return session.find(
                "select * from bascule_configuration where pid = ? and version = ?",
                JdbcConfigurationVersions::version,
                pid,
                version);
    }

    private static ConfigurationVersion version(Row row) throws SQLException {
        return new ConfigurationVersion(
                row.text("pid"),
                row.number("version"),
                row.instant("accepted_at"),
                row.constant("source", ConfigurationVersion.Source.class),
                row.text("actor"),
                row.text("content"),
                row.text("content_hash"));
    }
}
