/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.config.Author;
import io.bascule.api.config.ConfigurationState;
import io.bascule.api.config.ConfigurationVersion;
import io.bascule.api.config.ConfigurationVersion.Source;
import io.bascule.api.config.Configurations;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows and changes connections, mappings and their documents. */
final class ConfigurationHandlers {
    private static final String NAME = "configuration";
    private static final String VALUES = "values";
    private static final String DOCUMENT = "document";
    private static final String VERSION = "version";

    private final Configurations configurations;

    ConfigurationHandlers(Configurations configurations) {
        this.configurations = configurations;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/configurations", Scope.READ, this::list),
                Route.of("GET", "/configurations/{configuration}", Scope.READ, this::read),
                Route.of("PUT", "/configurations/{configuration}", Scope.CONFIGURE, this::put),
                Route.of("GET", "/configurations/{configuration}/versions", Scope.READ, this::versions),
                Route.of("GET", "/configurations/{configuration}/diff", Scope.READ, this::diff),
                Route.of("POST", "/configurations/{configuration}:rollback", Scope.CONFIGURE, this::rollBack));
    }

    private Answer list(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of(
                        "items",
                        configurations.all().stream().map(ConfigurationJson::of).toList()));
    }

    private Answer read(Request request) {
        request.query().allowOnly();
        return answer(
                200,
                configurations
                        .find(name(request))
                        .orElseThrow(() ->
                                HttpProblem.notFound("There is no configuration " + Shown.of(name(request)) + ".")));
    }

    private Answer put(Request request) {
        request.query().allowOnly();
        String name = name(request);
        boolean fresh = request.header("If-None-Match").equals(List.of("*"));
        Long expected = fresh ? Long.valueOf(0) : Versions.expected(request);
        Author author = new Author(Source.REST, request.actor());
        Fields body = JsonBody.read(request, Answer.JSON);
        ConfigurationState state = changed(() -> body.get(DOCUMENT) instanceof Value.Text document
                        && body.asMap().size() == 1
                ? configurations.write(name, document.text(), expected, author)
                : configurations.set(name, values(body), expected, author));
        return answer(fresh ? 201 : 200, state);
    }

    private Answer versions(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of(
                        "items",
                        configurations.versions(name(request)).stream()
                                .map(ConfigurationJson::of)
                                .toList()));
    }

    private Answer diff(Request request) {
        request.query().allowOnly("from", "to");
        String name = name(request);
        List<ConfigurationVersion> all = configurations.versions(name);
        int newest = all.isEmpty() ? 1 : (int) all.get(all.size() - 1).version();
        int to = request.query().integer("to", newest, 1, Integer.MAX_VALUE);
        int from = request.query().integer("from", Math.max(1, to - 1), 1, Integer.MAX_VALUE);
        Map<String, Object> json = new TreeMap<>();
        json.put("from", from);
        json.put("to", to);
        json.put("diff", configurations.diff(name, from, to));
        return Answer.json(200, json);
    }

    private Answer rollBack(Request request) {
        request.query().allowOnly();
        Long expected = Versions.expected(request);
        Fields body = JsonBody.read(request, Answer.JSON);
        if (body.asMap().size() != 1
                || !(body.get(VERSION) instanceof Value.Decimal number)
                || !isVersion(number.number())) {
            throw malformed(VERSION, "must be the number of an earlier version, such as {\"version\": 3}");
        }
        long version = number.number().longValueExact();
        return answer(
                200,
                changed(() -> configurations.rollBack(
                        name(request), version, expected, new Author(Source.REST, request.actor()))));
    }

    private static boolean isVersion(java.math.BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                && number.signum() > 0
                && number.compareTo(java.math.BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    /** What was sent is wrong: that is the client's matter, unlike a file that is wrong. */
    private static ConfigurationState changed(Supplier<ConfigurationState> change) {
        try {
            return change.get();
        } catch (BasculeException e) {
            switch (e.code()) {
                case SETTING_INVALID, MAPPING_INVALID, SECRET_MISSING ->
                    throw new HttpProblem(422, e.code().text(), e.problem().text());
                default -> throw e;
            }
        }
    }

    private static Map<String, String> values(Fields body) {
        if (body.asMap().size() != 1 || !(body.get(VALUES) instanceof Value.Struct values)) {
            throw new HttpProblem(
                    400,
                    "body-malformed",
                    "The body must be {\"values\": {...}} for settings or {\"document\": \"...\"} for fields, and nothing"
                            + " more.");
        }
        Map<String, String> texts = new TreeMap<>();
        List<FieldError> errors = new ArrayList<>();
        values.fields().asMap().forEach((key, value) -> {
            String text = text(value);
            if (text == null) {
                errors.add(new FieldError(key, "must be a text, a number, true or false"));
            } else {
                texts.put(key, text);
            }
        });
        if (!errors.isEmpty()) {
            throw new HttpProblem(400, "body-malformed", "The body is not as it must be.").withErrors(errors);
        }
        return texts;
    }

    private static @Nullable String text(Value value) {
        Object plain = value.toPlain();
        return plain instanceof String || plain instanceof Boolean
                ? plain.toString()
                : plain instanceof java.math.BigDecimal number ? number.toPlainString() : null;
    }

    private static String name(Request request) {
        return request.variable(NAME);
    }

    private static Answer answer(int status, ConfigurationState state) {
        Answer answer = Answer.json(status, ConfigurationJson.of(state));
        ConfigurationVersion accepted = state.accepted();
        return accepted == null ? answer : answer.with("ETag", Versions.tag(accepted.version()));
    }

    private static HttpProblem malformed(String path, String message) {
        return new HttpProblem(400, "body-malformed", "The body is not as it must be.")
                .withErrors(List.of(new FieldError(path, message)));
    }
}
