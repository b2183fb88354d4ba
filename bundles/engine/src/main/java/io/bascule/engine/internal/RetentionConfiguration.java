/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of {@code etc/io.bascule.retention.cfg}. All have defaults; the file need not exist. */
@ObjectClassDefinition(
        name = "Bascule: retention",
        description = "How long the catalog keeps what it does not need to work. 0 days: for good.")
@interface RetentionConfiguration {
    /** The PID of these settings. */
    String PID = "io.bascule.retention";

    @AttributeDefinition(
            name = "History (days)",
            description =
                    "Entries of the records' history, 0 to 36500. What tells where a present value comes from stays.")
    int history_days() default 0;

    @AttributeDefinition(
            name = "Settled conflicts (days)",
            description = "0 to 36500. Conflicts that wait for a person stay.")
    int conflicts_days() default 0;

    @AttributeDefinition(
            name = "Webhook events (days)",
            description = "Ids by which an event that is sent again is known, 1 to 3650.")
    int webhooks_days() default 30;

    @AttributeDefinition(
            name = "Outbox (days)",
            description =
                    "Events that Kafka has not taken, 0 to 36500. Programs that read the topics never get those that"
                            + " are taken away.")
    int outbox_days() default 0;

    @AttributeDefinition(
            name = "Hour",
            description = "The hour of the day, in UTC, at which what is older is taken away, 0 to 23.")
    int hour() default 3;
}
