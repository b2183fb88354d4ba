/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.consume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what came out of a topic, which anybody with access to the broker may have written: nothing is believed unchecked.
 * Immutable.
 */
final class OutgoingRecords {
    private static final int MAX_KEY_LENGTH = 200;

    /** In UTF-16 units; far above what the relay sends. */
    private static final int MAX_VALUE_LENGTH = 2_000_000;

    private static final Pattern TYPE =
            Pattern.compile(Pattern.quote(Headers.TYPE_PREFIX) + "([a-z][a-z0-9_]{0,30})\\.[a-z][a-z0-9_]{0,30}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private final TopicNames names;
    private final JsonFactory json = new JsonFactory();

    OutgoingRecords(TopicNames names) {
        this.names = names;
    }

    /**
     * What a record asks for.
     *
     * @throws PoisonException if the record is not one that the relay sends
     */
    Outgoing read(TopicRecord record) throws PoisonException {
        String integration = names.integrationOfOut(record.topic())
                .orElseThrow(() -> new PoisonException("its topic is that of no integration"));
        Matcher type = TYPE.matcher(header(record, Headers.TYPE));
        if (!type.matches()) {
            throw new PoisonException(Headers.TYPE + " is not io.bascule.<type>.<event>");
        }
        String version = header(record, Headers.RECORD_VERSION);
        if (!VERSION.matcher(version).matches()) {
            throw new PoisonException(Headers.RECORD_VERSION + " is not a whole number from 1 on");
        }
        String key = record.key();
        if (key == null || key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw new PoisonException("its key is not a record id");
        }
        checkValue(record);
        return new Outgoing(integration, type.group(1), key, Long.parseLong(version));
    }

    private static String header(TopicRecord record, String name) throws PoisonException {
        String value = record.headers().get(name);
        if (value == null) {
            throw new PoisonException("the header " + name + " is missing");
        }
        return value;
    }

    private void checkValue(TopicRecord record) throws PoisonException {
        String value = record.value();
        if (value == null) {
            throw new PoisonException("it has no data");
        }
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new PoisonException("its data has " + value.length() + " characters, more than the "
                    + MAX_VALUE_LENGTH + " that are read");
        }
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new PoisonException("its data is not a JSON object");
            }
            parser.skipChildren();
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new PoisonException("its data is not one JSON object");
            }
        } catch (IOException e) {
            // The parser's own text would quote the data, which may hold what must not be logged.
            throw new PoisonException("its data is not JSON");
        }
    }
}
