/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The names of Event Admin topics and Kafka topics, in one place. Start at {@link io.bascule.api.event.Topics}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.api.event;
