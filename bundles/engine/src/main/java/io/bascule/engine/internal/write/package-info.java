/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Writing records: versions, origins, history, outbox and the news of it. Start at {@link
 * io.bascule.engine.internal.write.RecordWriter}; called inside a store transaction by whichever thread runs it.
 */
@org.jspecify.annotations.NullMarked
package io.bascule.engine.internal.write;
