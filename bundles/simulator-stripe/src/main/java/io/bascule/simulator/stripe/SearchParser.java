/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parses one search query; used once. */
final class SearchParser {
    private static final int MAX_CLAUSES = 10;
    private static final int LEAST_SUBSTRING = 3;

    private final String text;
    private final Map<String, SearchField> fields;
    private int place;

    private SearchParser(String text, Map<String, SearchField> fields) {
        this.text = text;
        this.fields = fields;
    }

    static SearchQuery parse(String text, Map<String, SearchField> fields) {
        return new SearchParser(text, fields).query();
    }

    private SearchQuery query() {
        List<SearchQuery.Clause> clauses = new ArrayList<>();
        boolean and = false;
        boolean or = false;
        skipSpace();
        while (place < text.length()) {
            clauses.add(clause());
            skipSpace();
            if (takeWord("and")) {
                and = true;
            } else if (takeWord("or")) {
                or = true;
            } else if (place < text.length()) {
                and = true;
            } else {
                return finish(clauses, and, or);
            }
            skipSpace();
        }
        throw refuse("a clause is missing at the end");
    }

    private SearchQuery finish(List<SearchQuery.Clause> clauses, boolean and, boolean or) {
        if (and && or) {
            throw refuse("AND and OR can't be used in one query");
        }
        if (clauses.size() > MAX_CLAUSES) {
            throw refuse("there are more than " + MAX_CLAUSES + " clauses");
        }
        return new SearchQuery(clauses, or);
    }

    private SearchQuery.Clause clause() {
        boolean negated = take('-');
        String field = word();
        SearchField kind = fields.get(field);
        if (kind == null) {
            throw refuse(
                    "the field '" + field + "' is not searchable; expected one of " + new TreeSet<>(fields.keySet()));
        }
        String key = null;
        if (kind == SearchField.METADATA) {
            if (!take('[')) {
                throw refuse("expected metadata['key']");
            }
            key = quoted();
            if (!take(']')) {
                throw refuse("expected ']' after the metadata key");
            }
        }
        String operator = operator(field, kind);
        String value = value(field, kind);
        if (operator.equals("~") && (value == null || value.length() < LEAST_SUBSTRING)) {
            throw refuse("a substring needs at least " + LEAST_SUBSTRING + " characters");
        }
        return new SearchQuery.Clause(negated, field, key, kind, operator, value);
    }

    private String operator(String field, SearchField kind) {
        String operator = "";
        if (take(':')) {
            operator = ":";
        } else if (take('~')) {
            operator = "~";
        } else if (take('>')) {
            operator = take('=') ? ">=" : ">";
        } else if (take('<')) {
            operator = take('=') ? "<=" : "<";
        }
        String allowed = switch (kind) {
            case TEXT -> ": ~";
            case NUMBER -> ": > >= < <=";
            case FLAG, METADATA -> ":";
        };
        if (operator.isEmpty() || !List.of(allowed.split(" ", -1)).contains(operator)) {
            throw refuse("expected one of the operators " + allowed + " after '" + field + "'");
        }
        return operator;
    }

    private @Nullable String value(String field, SearchField kind) {
        if (place < text.length() && (text.charAt(place) == '"' || text.charAt(place) == '\'')) {
            return numberIfNeeded(field, kind, quoted());
        }
        String bare = word();
        if (bare.toLowerCase(Locale.ROOT).equals("null")) {
            return null;
        }
        if (kind != SearchField.NUMBER) {
            throw refuse("expected a quoted value for '" + field + "'");
        }
        return numberIfNeeded(field, kind, bare);
    }

    private String numberIfNeeded(String field, SearchField kind, String value) {
        if (kind == SearchField.NUMBER) {
            try {
                return new BigDecimal(value).toPlainString();
            } catch (NumberFormatException unreadable) {
                throw refuse("expected a number for '" + field + "', found '" + value + "'");
            }
        }
        return value;
    }

    private String quoted() {
        char quote = place < text.length() ? text.charAt(place) : ' ';
        if (quote != '"' && quote != '\'') {
            throw refuse("expected a quoted text");
        }
        StringBuilder value = new StringBuilder();
        for (place++; place < text.length(); place++) {
            char next = text.charAt(place);
            if (next == quote) {
                place++;
                return value.toString();
            }
            if (next == '\\' && place + 1 < text.length()) {
                place++;
                next = text.charAt(place);
            }
            value.append(next);
        }
        throw refuse("a quote is not closed");
    }

    private String word() {
        int start = place;
        while (place < text.length()
                && (Character.isLetterOrDigit(text.charAt(place)) || "_.".indexOf(text.charAt(place)) >= 0)) {
            place++;
        }
        if (start == place) {
            throw refuse("expected a word");
        }
        return text.substring(start, place);
    }

    private boolean takeWord(String word) {
        int end = place + word.length();
        boolean found = text.regionMatches(true, place, word, 0, word.length())
                && end < text.length()
                && Character.isWhitespace(text.charAt(end));
        if (found) {
            place = end;
        }
        return found;
    }

    private boolean take(char expected) {
        if (place < text.length() && text.charAt(place) == expected) {
            place++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }

    private StripeError refuse(String why) {
        return StripeError.invalid(
                "query", null, "We were unable to parse your search query: at character " + place + ", " + why + ".");
    }
}
