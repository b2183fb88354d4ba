/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

/**
 * A place in a stream of changes. Only the connector that made it reads it; the engine stores it.
 *
 * @param format the version of the text's form, from 1; a connector that cannot read it throws {@code CURSOR_EXPIRED}
 * @param text up to 4,000 characters, no secret
 */
public record Position(int format, String text) {}
