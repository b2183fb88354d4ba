/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that is needed is not there now, which was reported already. */
final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AwayException(@Nullable String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** No client can be made: a secret is missing, or what Kafka's own code says of it, from the outside in. */
    static AwayException noClient(RuntimeException failure) {
        return new AwayException(
                Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .map(Throwable::getMessage)
                        .collect(Collectors.joining(": ")),
                failure);
    }
}
