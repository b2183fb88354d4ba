/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.error.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations as plain objects for JSON. */
final class ConfigurationJson {
    private ConfigurationJson() {}

    static Map<String, @Nullable Object> of(ConfigurationState state) {
        ConfigurationVersion accepted = state.accepted();
        Problem reason = state.reason();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("pid", state.pid());
        json.put("name", state.name());
        json.put("kind", RecordJson.word(state.kind()));
        json.put("file", state.file());
        json.put("status", RecordJson.word(state.status()));
        json.put("reason", reason == null ? null : reason.text());
        json.put("version", accepted == null ? null : accepted.version());
        json.put("accepted", accepted == null ? null : accepted.at().toString());
        json.put("effective", state.effective());
        json.put("content", accepted == null ? null : accepted.content());
        return json;
    }

    static Map<String, Object> of(ConfigurationVersion version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.version());
        json.put("at", version.at().toString());
        json.put("source", RecordJson.word(version.source()));
        json.put("actor", version.actor());
        json.put("hash", version.hash());
        json.put("content", version.content());
        return json;
    }
}
