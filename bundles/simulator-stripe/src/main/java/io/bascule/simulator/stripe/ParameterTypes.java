/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.bascule.simulator.kit.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of parameters that Stripe's API has. */
final class ParameterTypes {
    /** Limits of {@code docs.stripe.com/api/metadata}. */
    private static final int MAX_METADATA_KEYS = 50;

    private static final int MAX_METADATA_KEY_LENGTH = 40;
    private static final int MAX_METADATA_VALUE_LENGTH = 500;
    private static final int MAX_DECIMAL_PLACES = 12;
    private static final int MAX_DECIMAL_DIGITS = 12;
    private static final int SHOWN_OF_LONG_TEXT = 20;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)*");

    private ParameterTypes() {}

    static ParameterType text(int maxLength) {
        return (name, raw) -> {
            String text = plain(name, raw);
            if (text.codePointCount(0, text.length()) > maxLength) {
                throw StripeError.invalid(
                        name,
                        null,
                        "Invalid string: " + text.substring(0, Math.min(SHOWN_OF_LONG_TEXT, text.length()))
                                + "...; must be at most " + maxLength + " characters");
            }
            return TextNode.valueOf(text);
        };
    }

    static ParameterType email() {
        ParameterType text = text(512);
        return (name, raw) -> {
            JsonNode value = text.read(name, raw);
            if (!EMAIL.matcher(value.textValue()).matches()) {
                throw StripeError.invalid(name, "email_invalid", "Invalid email address: " + value.textValue());
            }
            return value;
        };
    }

    /** The type, or nothing at all for an empty text: how Stripe's clients unset a field. */
    static ParameterType unsettable(ParameterType type) {
        return (name, raw) -> isEmptyText(raw) ? NullNode.getInstance() : type.read(name, raw);
    }

    static ParameterType flag() {
        return (name, raw) -> switch (plain(name, raw)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw StripeError.invalid(name, null, "Invalid boolean: " + raw.asText());
        };
    }

    static ParameterType integer(long least, long most) {
        return (name, raw) -> {
            long number;
            try {
                number = Long.parseLong(plain(name, raw));
            } catch (NumberFormatException unreadable) {
                throw invalidInteger(name, "Invalid integer: " + raw.asText());
            }
            if (number < least) {
                throw invalidInteger(name, "This value must be greater than or equal to " + least + ".");
            }
            if (number > most) {
                throw invalidInteger(name, "This value must be less than or equal to " + most + ".");
            }
            return LongNode.valueOf(number);
        };
    }

    /** An exact number that is not negative. */
    static ParameterType decimal() {
        ParameterType signed = signedDecimal();
        return (name, raw) -> {
            JsonNode number = signed.read(name, raw);
            if (number.decimalValue().signum() < 0) {
                throw StripeError.invalid(name, null, "This value must be greater than or equal to 0.");
            }
            return number;
        };
    }

    /** An exact number with at most 12 digits on either side of the point. */
    static ParameterType signedDecimal() {
        return (name, raw) -> {
            BigDecimal number;
            try {
                number = new BigDecimal(plain(name, raw)).stripTrailingZeros();
            } catch (NumberFormatException unreadable) {
                throw StripeError.invalid(name, null, "Invalid decimal: " + raw.asText());
            }
            if (number.scale() > MAX_DECIMAL_PLACES || number.precision() - number.scale() > MAX_DECIMAL_DIGITS) {
                throw StripeError.invalid(
                        name,
                        null,
                        "Invalid decimal: " + raw.asText() + "; must contain at maximum " + MAX_DECIMAL_DIGITS
                                + " digits before the point and " + MAX_DECIMAL_PLACES + " after it.");
            }
            return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
        };
    }

    static ParameterType choice(String... values) {
        return (name, raw) -> {
            String text = plain(name, raw);
            if (!List.of(values).contains(text)) {
                throw StripeError.invalid(
                        name, null, "Invalid " + name + ": must be one of " + String.join(", ", values));
            }
            return TextNode.valueOf(text);
        };
    }

    static ParameterType hash(Parameters children) {
        return (name, raw) -> children.read(object(name, raw), name);
    }

    static ParameterType list(ParameterType item, int mostItems) {
        return (name, raw) -> {
            ArrayNode items = Json.array();
            int index = 0;
            for (Map.Entry<String, JsonNode> entry : object(name, raw).properties()) {
                items.add(item.read(name + "[" + entry.getKey() + "]", entry.getValue()));
                index++;
            }
            if (index > mostItems) {
                throw StripeError.invalid(
                        name, null, "Array " + name + " exceeded maximum " + mostItems + " allowed elements.");
            }
            return items;
        };
    }

    /** Keys to texts; an empty text marks a key to remove, and an empty text for the whole clears all. */
    static ParameterType metadata() {
        return (name, raw) -> {
            if (isEmptyText(raw)) {
                return NullNode.getInstance();
            }
            ObjectNode values = Json.object();
            for (Map.Entry<String, JsonNode> entry : object(name, raw).properties()) {
                String place = name + "[" + entry.getKey() + "]";
                if (entry.getKey().length() > MAX_METADATA_KEY_LENGTH) {
                    throw StripeError.invalid(
                            name, null, "Metadata keys must be at most " + MAX_METADATA_KEY_LENGTH + " characters");
                }
                String text = string(place, entry.getValue());
                if (text.length() > MAX_METADATA_VALUE_LENGTH) {
                    throw StripeError.invalid(
                            place,
                            null,
                            "Metadata values can have up to " + MAX_METADATA_VALUE_LENGTH
                                    + " characters, but you passed in a value that is " + text.length()
                                    + " characters.");
                }
                values.set(entry.getKey(), text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text));
            }
            return values;
        };
    }

    /** The metadata after a change read by {@link #metadata}. */
    static ObjectNode mergeMetadata(@Nullable JsonNode present, JsonNode change) {
        ObjectNode merged = Json.object();
        if (change.isNull()) {
            return merged;
        }
        if (present instanceof ObjectNode old) {
            merged.setAll(old);
        }
        for (Map.Entry<String, JsonNode> entry : change.properties()) {
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.set(entry.getKey(), entry.getValue());
            }
        }
        if (merged.size() > MAX_METADATA_KEYS) {
            throw StripeError.invalid("metadata", null, "Metadata can have at most " + MAX_METADATA_KEYS + " keys.");
        }
        return merged;
    }

    /** Seconds since 1970, or a hash of {@code gt}, {@code gte}, {@code lt}, {@code lte}. */
    static ParameterType timeRange() {
        ParameterType seconds = integer(0, Long.MAX_VALUE);
        Parameters bounds = new Parameters()
                .optional("gt", seconds)
                .optional("gte", seconds)
                .optional("lt", seconds)
                .optional("lte", seconds);
        return (name, raw) ->
                raw.isTextual() ? seconds.read(name, raw) : hash(bounds).read(name, raw);
    }

    /** True if the instant (in seconds) lies in a range read by {@link #timeRange}. */
    static boolean inRange(@Nullable JsonNode range, long seconds) {
        if (range == null) {
            return true;
        }
        if (range.isNumber()) {
            return range.longValue() == seconds;
        }
        return (!range.has("gt") || seconds > range.get("gt").longValue())
                && (!range.has("gte") || seconds >= range.get("gte").longValue())
                && (!range.has("lt") || seconds < range.get("lt").longValue())
                && (!range.has("lte") || seconds <= range.get("lte").longValue());
    }

    /** A parameter that Stripe has and this simulator does not imitate; refused rather than ignored. */
    static ParameterType notImitated() {
        return (name, raw) -> {
            throw StripeError.invalid(
                    name,
                    "parameter_unknown",
                    "The parameter '" + name + "' exists in Stripe but this simulator does not imitate it.");
        };
    }

    static boolean isEmptyText(JsonNode raw) {
        return raw.isTextual() && raw.textValue().isEmpty();
    }

    private static String plain(String name, JsonNode raw) {
        String text = string(name, raw);
        if (text.isEmpty()) {
            throw StripeError.emptyParameter(name);
        }
        return text;
    }

    private static String string(String name, JsonNode raw) {
        if (!raw.isTextual()) {
            throw StripeError.invalid(name, null, "Invalid string: expected a text for '" + name + "', found a hash");
        }
        return raw.textValue();
    }

    private static ObjectNode object(String name, JsonNode raw) {
        if (raw instanceof ObjectNode object) {
            return object;
        }
        throw StripeError.invalid(name, null, "Invalid object");
    }

    private static StripeError invalidInteger(String name, String message) {
        return StripeError.invalid(name, "parameter_invalid_integer", message);
    }
}
