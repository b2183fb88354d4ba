/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a connector needs to speak to a system over HTTP. Start at {@link io.bascule.http.AuthorisedHttp}, which a connector
 * gets from its {@link io.bascule.api.connector.ConnectionResources}; {@link io.bascule.http.HttpErrors} turns an answer
 * that is no success into an error. Everything here is thread-safe or an immutable value.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@org.jspecify.annotations.NullMarked
package io.bascule.http;
