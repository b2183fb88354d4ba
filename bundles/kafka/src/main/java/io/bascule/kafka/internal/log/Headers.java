/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.log;

/**
 * The names of headers: CloudEvents 1.0 in binary mode (its Kafka protocol binding, section 3.2) and the W3C trace context.
 */
public final class Headers {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";

    /** Ours, an extension attribute: the record's version, where one is concerned. */
    public static final String RECORD_VERSION = "ce_recordversion";

    /** Ours, an extension attribute: the size of data that was too large to be sent along, in bytes. */
    public static final String OMITTED_BYTES = "ce_omittedbytes";

    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    /** What every {@code ce_type} starts with. */
    public static final String TYPE_PREFIX = "io.bascule.";

    private Headers() {}
}
