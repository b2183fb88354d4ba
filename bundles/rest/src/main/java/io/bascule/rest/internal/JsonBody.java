/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.bascule.api.model.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads the JSON object in a request's body, within bounds: a body must cost no more than its size. Numbers stay exact, a
 * name that stands in an object twice is an error, and so is anything after the object.
 */
final class JsonBody {
    /** The longest body in bytes: 1 MiB. */
    static final int LARGEST = 1 << 20;

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names are whatever clients send; to intern them would fill a table that never shrinks.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LARGEST)
                    .maxNameLength(1_000)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxDocumentLength(LARGEST)
                    .build())
            .build();

    private JsonBody() {}

    /**
     * Reads the body.
     *
     * @param mediaTypes the accepted media types, without parameters
     * @throws HttpProblem 413, 415 or 400 with line and column
     */
    static Fields read(Request request, String... mediaTypes) {
        checkMediaType(request, List.of(mediaTypes));
        String text = text(request);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(parser.currentTokenLocation(), "expected an object: {...}");
            }
            Fields fields = new JsonValues(parser).object();
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation(), "expected the end after the object");
            }
            return fields;
        } catch (StreamConstraintsException e) {
            throw malformed(
                    e.getLocation(),
                    "a limit is exceeded: " + DEEPEST + " levels, " + LONGEST_NUMBER
                            + " digits in a number, 1,000 characters in a name");
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation(), firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        }
    }

    /** Tells where a document is not as it must be. */
    static HttpProblem malformed(JsonLocation location, String complaint) {
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new HttpProblem(
                400, "body-malformed", "The body is not acceptable JSON" + where + ": " + complaint + ".");
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("not JSON");
        String shown = line.length() <= 200 ? line : line.substring(0, 200) + "...";
        return shown.replaceAll("\\p{Cntrl}", "?").replaceAll("\\.$", "");
    }

    private static void checkMediaType(Request request, List<String> accepted) {
        List<String> sent = request.header("Content-Type");
        String whole = sent.size() == 1 ? sent.get(0) : "";
        String[] parts = whole.split(";", -1);
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        if (!accepted.contains(parts[0].strip().toLowerCase(Locale.ROOT)) || !utf8) {
            throw new HttpProblem(
                            415,
                            "media-type",
                            "The body must be sent with Content-Type " + String.join(" or ", accepted)
                                    + " in UTF-8; found "
                                    + (sent.isEmpty() ? "none" : Shown.of(String.join(", ", sent)))
                                    + ".")
                    .withHeader("Accept", String.join(", ", accepted));
        }
        for (String coding : request.header("Content-Encoding")) {
            if (!coding.strip().equalsIgnoreCase("identity")) {
                throw new HttpProblem(
                                415,
                                "media-type",
                                "The body must be sent without Content-Encoding; found " + Shown.of(coding) + ".")
                        .withHeader("Accept-Encoding", "identity");
            }
        }
    }

    private static String text(Request request) {
        byte[] bytes;
        try {
            for (String length : request.header("Content-Length")) {
                if (length.length() > 9 || Integer.parseInt(length.strip()) > LARGEST) {
                    throw tooLarge();
                }
            }
            bytes = request.body().open().readNBytes(LARGEST + 1);
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter("The header Content-Length must be a whole number.");
        } catch (IOException e) {
            throw new HttpProblem(400, "body-incomplete", "The body did not arrive whole. Send the request again.");
        }
        if (bytes.length > LARGEST) {
            throw tooLarge();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HttpProblem(400, "body-malformed", "The body is not UTF-8. Send it in UTF-8.");
        }
    }

    private static HttpProblem tooLarge() {
        return new HttpProblem(
                413, "body-too-large", "The body is larger than " + LARGEST + " bytes. Send less in one request.");
    }
}
