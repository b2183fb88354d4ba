/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed search query, after {@code docs.stripe.com/search#search-query-language}: clauses joined by AND or by OR,
 * never both.
 */
record SearchQuery(List<Clause> clauses, boolean any) {
    SearchQuery {
        clauses = List.copyOf(clauses);
    }

    boolean matches(ObjectNode object) {
        return any
                ? clauses.stream().anyMatch(clause -> clause.matches(object))
                : clauses.stream().allMatch(clause -> clause.matches(object));
    }

    /** A term of {@link SearchTerms} that everything found has; empty if the query asks for no whole text. */
    Optional<String> term() {
        return any
                ? Optional.empty()
                : clauses.stream().flatMap(clause -> clause.term().stream()).findFirst();
    }

    /**
     * One condition.
     *
     * @param key of metadata, else null
     * @param operator one of {@code : ~ > < >= <=}
     * @param value null asks for absence
     */
    record Clause(
            boolean negated,
            String field,
            @Nullable String key,
            SearchField kind,
            String operator,
            @Nullable String value) {

        private Optional<String> term() {
            return negated || value == null || kind == SearchField.NUMBER || !operator.equals(":")
                    ? Optional.empty()
                    : Optional.of(SearchTerms.of(field, key, value));
        }

        private boolean matches(ObjectNode object) {
            JsonNode found =
                    key == null ? object.path(field) : object.path(field).path(key);
            return negated != holds(found);
        }

        private boolean holds(JsonNode found) {
            boolean absent = found.isMissingNode() || found.isNull();
            if (value == null || absent) {
                return value == null && absent;
            }
            if (kind == SearchField.NUMBER) {
                int order = found.decimalValue().compareTo(new BigDecimal(value));
                return switch (operator) {
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    default -> order == 0;
                };
            }
            String text = found.asText().toLowerCase(Locale.ROOT);
            String wanted = value.toLowerCase(Locale.ROOT);
            return operator.equals("~") ? text.contains(wanted) : text.equals(wanted);
        }
    }
}
