/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Events of Event Admin that are forwarded by configuration, as good as it goes: nothing here is stored, and nothing waits. Start
 * at {@link io.bascule.kafka.internal.mirror.MirrorRule}. Free of Kafka and of threads of its own.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.kafka.internal.mirror;
