/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens as text. What was not written here whole is not read: half a list must let nobody in. */
final class TokenListJson {
    private static final int FORMAT = 1;
    private static final Set<String> MEMBERS = Set.of("format", "tokens", "revokedDefault");
    private static final Set<String> MEMBERS_OF_TOKEN =
            Set.of("name", "sha256", "scopes", "created", "expires", "lastUsed");
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private TokenListJson() {}

    static String write(TokenList list) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("tokens", list.tokens().stream().map(TokenListJson::json).toList());
        TokenHash revoked = list.revokedDefault();
        json.put("revokedDefault", revoked == null ? null : revoked.written());
        return JsonText.write(json);
    }

    private static Map<String, @Nullable Object> json(Token token) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", token.name());
        json.put("sha256", token.hash().written());
        json.put("scopes", Scope.words(token.scopes()));
        json.put("created", token.created().toString());
        json.put("expires", RecordJson.text(token.expires()));
        json.put("lastUsed", RecordJson.text(token.lastUsed()));
        return json;
    }

    /** @throws IllegalArgumentException saying what is not as it was written */
    static TokenList read(String text) {
        try {
            JsonNode json = READER.readTree(text);
            checkMembers(json, MEMBERS);
            if (!json.path("format").isInt() || json.path("format").intValue() != FORMAT) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            JsonNode written = json.path("tokens");
            check(written.isArray(), "tokens");
            List<Token> tokens = new ArrayList<>();
            for (JsonNode token : written) {
                tokens.add(token(token));
            }
            JsonNode revoked = json.path("revokedDefault");
            return new TokenList(tokens, revoked.isNull() ? null : hash(revoked, "revokedDefault"));
        } catch (JsonProcessingException e) {
            // Without the parser's own words, which quote what it met.
            throw new IllegalArgumentException("it is not JSON, or not all of it");
        }
    }

    private static Token token(JsonNode json) {
        checkMembers(json, MEMBERS_OF_TOKEN);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        check(json.path("scopes").isArray(), "scopes");
        for (JsonNode scope : json.path("scopes")) {
            scopes.add(Scope.find(scope.asText())
                    .orElseThrow(() -> new IllegalArgumentException("it has a scope that is not known")));
        }
        Instant created = time(json.path("created"), "created");
        if (created == null) {
            throw new IllegalArgumentException("a token's created is missing");
        }
        return new Token(
                json.path("name").asText(),
                hash(json.path("sha256"), "sha256"),
                scopes,
                created,
                time(json.path("expires"), "expires"),
                time(json.path("lastUsed"), "lastUsed"));
    }

    private static void checkMembers(JsonNode json, Set<String> expected) {
        List<String> found = new ArrayList<>();
        json.fieldNames().forEachRemaining(found::add);
        if (!json.isObject() || found.size() != expected.size() || !expected.containsAll(found)) {
            throw new IllegalArgumentException("an object in it has other members than "
                    + String.join(", ", expected.stream().sorted().toList()));
        }
    }

    private static TokenHash hash(JsonNode json, String member) {
        return TokenHash.parse(json.isTextual() ? json.textValue() : "")
                .orElseThrow(() -> new IllegalArgumentException("its " + member + " is not as it should be"));
    }

    private static @Nullable Instant time(JsonNode json, String member) {
        if (json.isNull()) {
            return null;
        }
        try {
            return Instant.parse(json.asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its " + member + " is no time", e);
        }
    }

    private static void check(boolean holds, String member) {
        if (!holds) {
            throw new IllegalArgumentException("its " + member + " are not a list");
        }
    }
}
