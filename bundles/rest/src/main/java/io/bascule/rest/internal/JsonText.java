/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;

/** Writes plain Java objects as JSON; numbers are written out, never as powers of ten. */
final class JsonText {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer();

    private JsonText() {}

    /**
     * The document as text.
     *
     * @param document maps, lists, texts, numbers, booleans and null only
     */
    static String write(Object document) {
        try {
            return WRITER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new BasculeException(
                    new Problem(
                            ErrorCode.BUG,
                            "A response could not be written as JSON",
                            "REST",
                            "maps, lists, texts, numbers, booleans and null",
                            e.getOriginalMessage(),
                            "Report this as a bug."),
                    e);
        }
    }
}
