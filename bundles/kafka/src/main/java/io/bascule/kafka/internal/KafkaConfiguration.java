/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of {@code etc/io.bascule.kafka.cfg}. All have defaults; the file need not exist. */
@ObjectClassDefinition(
        name = "Bascule: Kafka",
        description = "The bridge between the catalog and Kafka. Changes are kept in the catalog while Kafka is away.")
@interface KafkaConfiguration {
    /** The PID of these settings. */
    String PID = "io.bascule.kafka";

    @AttributeDefinition(
            name = "Bootstrap servers",
            description =
                    "host:port, or several separated by commas. Empty: the broker that the runtime starts, or the one"
                            + " that the framework property bascule.kafka.bootstrap names.",
            required = false)
    String bootstrap() default "";

    @AttributeDefinition(
            name = "Prefix",
            description =
                    "What the names of all topics start with; also the name of the consumer group. A new prefix is a"
                            + " new set of topics.")
    String prefix() default "bascule";

    @AttributeDefinition(
            name = "Security protocol",
            description = "SSL encrypts; SASL logs in.",
            options = {
                @Option(label = "PLAINTEXT", value = "PLAINTEXT"),
                @Option(label = "SSL", value = "SSL"),
                @Option(label = "SASL_PLAINTEXT", value = "SASL_PLAINTEXT"),
                @Option(label = "SASL_SSL", value = "SASL_SSL")
            })
    String security_protocol() default "PLAINTEXT";

    @AttributeDefinition(
            name = "SASL mechanism",
            description = "How to log in.",
            options = {
                @Option(label = "PLAIN", value = "PLAIN"),
                @Option(label = "SCRAM-SHA-256", value = "SCRAM-SHA-256"),
                @Option(label = "SCRAM-SHA-512", value = "SCRAM-SHA-512")
            })
    String sasl_mechanism() default "SCRAM-SHA-512";

    @AttributeDefinition(name = "SASL user", description = "Who logs in.", required = false)
    String sasl_user() default "";

    @AttributeDefinition(
            name = "SASL password",
            description = "As secret:NAME, the name of a file in secrets/.",
            required = false)
    String sasl_password() default "";

    @AttributeDefinition(
            name = "Trusted certificates",
            description = "With SSL: as secret:NAME, a file with PEM certificates. Empty: those that the Java platform"
                    + " trusts.",
            required = false)
    String ssl_authorities() default "";

    @AttributeDefinition(
            name = "Certificate of our own",
            description = "With SSL: as secret:NAME, a file with our PEM certificate and those that vouch for it.",
            required = false)
    String ssl_certificate() default "";

    @AttributeDefinition(
            name = "Key of our certificate",
            description = "As secret:NAME, a file with the key in PEM (PKCS #8, not encrypted).",
            required = false)
    String ssl_key() default "";

    @AttributeDefinition(
            name = "Group protocol",
            description = "classic works with every broker; consumer is that of KIP-848.",
            options = {@Option(label = "classic", value = "classic"), @Option(label = "consumer", value = "consumer")})
    String group_protocol() default "classic";

    @AttributeDefinition(
            name = "Session timeout (ms)",
            description = "After how long a member of the group that died is replaced, 1000 to 300000. With the group"
                    + " protocol consumer the broker decides instead.")
    int session_timeout_ms() default 10_000;

    @AttributeDefinition(
            name = "Partitions",
            description = "Of a topic that is made, 1 to 1000. Topics that are there keep theirs.")
    int partitions() default 3;

    @AttributeDefinition(
            name = "Copies",
            description = "Of a topic that is made, 1 to 10; 0 takes as many as there are brokers, at most 3.")
    int replication() default 0;

    @AttributeDefinition(
            name = "Retention (days)",
            description =
                    "How long records stay in topics other than those of the catalog, 1 to 3650, unless one of the"
                            + " following says otherwise. Topics that are there keep theirs; the log tells of those that differ.")
    int retention_days() default 7;

    @AttributeDefinition(name = "Retention of out (days)", description = "1 to 3650; 0 for the same as all others.")
    int retention_out_days() default 0;

    @AttributeDefinition(name = "Retention of in (days)", description = "1 to 3650; 0 for the same as all others.")
    int retention_in_days() default 0;

    @AttributeDefinition(name = "Retention of effects (days)", description = "1 to 3650; 0 for the same as all others.")
    int retention_effects_days() default 0;

    @AttributeDefinition(
            name = "Retention of dead_letter (days)",
            description = "1 to 3650; 0 for the same as all others.")
    int retention_dead__letter_days() default 0;

    @AttributeDefinition(
            name = "Retention of lifecycle (days)",
            description = "1 to 3650; 0 for the same as all others.")
    int retention_lifecycle_days() default 0;

    @AttributeDefinition(
            name = "Mirrored events",
            description = "Which topics of Event Admin go to which topic of Kafka, as good as it goes: for example"
                    + " io/bascule/*,com/example/* -> bascule.events; several rules are separated by semicolons.",
            required = false)
    String mirror() default "";
}
