/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationKind;
import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationState.Status;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.config.Configurations;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows {@code shop} in two versions, whose file is wrong now, and takes every change that does not say {@code wrong}. */
final class FakeConfigurations implements Configurations {
    static final String PID = "io.bascule.connector.jdbc~shop";

    final List<String> changes = new ArrayList<>();
    private ErrorCode trouble = ErrorCode.SETTING_INVALID;

    void refuses(ErrorCode code) {
        trouble = code;
    }

    @Override
    public List<ConfigurationState> all() {
        return List.of(state());
    }

    @Override
    public Optional<ConfigurationState> find(String pidOrName) {
        return pidOrName.equals("shop") || pidOrName.equals(PID) ? Optional.of(state()) : Optional.empty();
    }

    @Override
    public List<ConfigurationVersion> versions(String pidOrName) {
        mustBe(pidOrName);
        return List.of(version(1), version(2));
    }

    @Override
    public String diff(String pidOrName, long from, long to) {
        mustBe(pidOrName);
        return "-lanes = " + from + "\n+lanes = " + to + "\n";
    }

    @Override
    public ConfigurationState set(
            String pidOrName, Map<String, String> values, @Nullable Long expected, Author author) {
        return change("set " + pidOrName + " " + new TreeMap<>(values), expected, author);
    }

    @Override
    public ConfigurationState write(String pidOrName, String document, @Nullable Long expected, Author author) {
        return change("write " + pidOrName + " " + document, expected, author);
    }

    @Override
    public ConfigurationState rollBack(String pidOrName, long version, @Nullable Long expected, Author author) {
        mustBe(pidOrName);
        return change("rollback " + pidOrName + " " + version, expected, author);
    }

    @Override
    public void remove(String pidOrName, Author author) {
        throw new AssertionError("REST takes nothing away");
    }

    private ConfigurationState change(String change, @Nullable Long expected, Author author) {
        if (change.contains("wrong")) {
            throw problem(trouble);
        }
        changes.add(change + " expecting " + expected + " by " + author.actor());
        return state();
    }

    private static void mustBe(String pidOrName) {
        if (!pidOrName.equals("shop") && !pidOrName.equals(PID)) {
            throw problem(ErrorCode.NOT_FOUND);
        }
    }

    private static ConfigurationState state() {
        return new ConfigurationState(
                PID,
                "shop",
                ConfigurationKind.CONNECTION,
                "io.bascule.connector.jdbc-shop.cfg",
                Status.REFUSED,
                version(2),
                new TreeMap<>(Map.of("lanes", "2", "enabled", "true")),
                new Problem(ErrorCode.SETTING_INVALID, "Wrong", "line 2", "a number", "many", "Mend it."));
    }

    private static ConfigurationVersion version(long version) {
        return new ConfigurationVersion(
                PID, version, FakeCatalog.NOW, Source.FILE, "ann", "lanes = " + version + "\n", "hash");
    }

    private static BasculeException problem(ErrorCode code) {
        return new BasculeException(new Problem(code, "Not so", "test", null, null, "Mend it."));
    }
}
