/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wishes to have.
 *
 * @param name its name
 * @param scopes what it is to allow; at least one
 * @param expires from when on it is void; null for never
 */
record NewToken(String name, Set<Scope> scopes, @Nullable Instant expires) {
    private static final String NAME = "name";
    private static final String SCOPES = "scopes";
    private static final String EXPIRES = "expires";

    /**
     * Reads the body of a request.
     *
     * @param now a token that expires before is refused
     * @throws HttpProblem 400, naming each member that is not as it must be
     */
    static NewToken read(Request request, Instant now) {
        Fields body = JsonBody.read(request, Answer.JSON);
        List<FieldError> errors = new ArrayList<>();
        for (String member : body.asMap().keySet()) {
            if (!Set.of(NAME, SCOPES, EXPIRES).contains(member)) {
                errors.add(new FieldError(member, "unknown member; expected name, scopes and perhaps expires"));
            }
        }
        String name = Optional.ofNullable(body.text(NAME)).orElse("");
        if (!name.matches(Token.NAME)) {
            errors.add(new FieldError(NAME, "must be a small letter and up to 30 more small letters, digits, _ and -"));
        }
        Set<Scope> scopes = scopes(body.get(SCOPES));
        if (scopes.isEmpty()) {
            errors.add(new FieldError(
                    SCOPES, "must be a list of one or more of " + String.join(", ", Scope.words(Scope.all()))));
        }
        Instant expires = time(body.text(EXPIRES));
        if (body.get(EXPIRES) != null && (expires == null || !expires.isAfter(now))) {
            errors.add(new FieldError(EXPIRES, "must be a time to come, such as 2030-01-31T00:00:00Z"));
        }
        if (!errors.isEmpty()) {
            throw new HttpProblem(400, "body-malformed", "The body is not as it must be.").withErrors(errors);
        }
        return new NewToken(name, scopes, expires);
    }

    /** The scopes of a list of words; none if it is something else. */
    private static Set<Scope> scopes(@Nullable Value value) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (value instanceof Value.Items items) {
            for (Value item : items.items()) {
                Optional<Scope> scope = Optional.ofNullable(item.textOrNull()).flatMap(Scope::find);
                if (scope.isEmpty()) {
                    return Set.of();
                }
                scopes.add(scope.get());
            }
        }
        return scopes;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
