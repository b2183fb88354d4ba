/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.util.List;

/** The names of all failpoints: steps between which a crash must lose and double nothing. */
public final class Failpoint {
    public static final String POLL_BEFORE_FETCH = "poll.beforeFetch";
    public static final String POLL_AFTER_FETCH = "poll.afterFetch";
    public static final String CURSOR_BEFORE_SAVE = "cursor.beforeSave";
    public static final String MERGE_BEFORE_TX = "merge.beforeTx";
    public static final String MERGE_AFTER_CATALOG = "merge.afterCatalog";
    public static final String MERGE_AFTER_OUTBOX = "merge.afterOutbox";
    public static final String MERGE_AFTER_COMMIT = "merge.afterCommit";
    public static final String WEBHOOK_AFTER_VERIFY = "webhook.afterVerify";
    public static final String WEBHOOK_AFTER_INSERT = "webhook.afterInsert";
    public static final String WEBHOOK_AFTER_2XX = "webhook.after2xx";
    public static final String RELAY_AFTER_SELECT = "relay.afterSelect";
    public static final String RELAY_AFTER_SEND = "relay.afterSend";
    public static final String RELAY_AFTER_ACK = "relay.afterAck";
    public static final String RELAY_AFTER_MARK = "relay.afterMark";
    public static final String CONSUME_AFTER_POLL = "consume.afterPoll";
    public static final String LEDGER_AFTER_INTENT = "ledger.afterIntent";
    public static final String PUSH_BEFORE_SEND = "push.beforeSend";
    public static final String PUSH_AFTER_RESPONSE = "push.afterResponse";
    public static final String LEDGER_AFTER_CONFIRM = "ledger.afterConfirm";
    public static final String OFFSET_BEFORE_COMMIT = "offset.beforeCommit";
    public static final String OFFSET_AFTER_COMMIT = "offset.afterCommit";
    public static final String CONFIGURATION_BEFORE_WRITE = "configuration.beforeWrite";
    public static final String CONFIGURATION_HALF_WRITTEN = "configuration.halfWritten";
    public static final String CONFIGURATION_AFTER_WRITE = "configuration.afterWrite";
    public static final String CONFIGURATION_AFTER_SYNC = "configuration.afterSync";
    public static final String CONFIGURATION_AFTER_RENAME = "configuration.afterRename";
    public static final String CONFIGURATION_AFTER_FOLDER_SYNC = "configuration.afterFolderSync";
    public static final String CONFIGURATION_AFTER_ACCEPT = "configuration.afterAccept";
    public static final String DEPLOY_AFTER_INSTALL = "deploy.afterInstall";

    /** Every failpoint of the data path, in the order of the path; the simulation crashes at each of them. */
    public static final List<String> DATA_PATH = List.of(
            POLL_BEFORE_FETCH,
            POLL_AFTER_FETCH,
            CURSOR_BEFORE_SAVE,
            MERGE_BEFORE_TX,
            MERGE_AFTER_CATALOG,
            MERGE_AFTER_OUTBOX,
            MERGE_AFTER_COMMIT,
            WEBHOOK_AFTER_VERIFY,
            WEBHOOK_AFTER_INSERT,
            WEBHOOK_AFTER_2XX,
            RELAY_AFTER_SELECT,
            RELAY_AFTER_SEND,
            RELAY_AFTER_ACK,
            RELAY_AFTER_MARK,
            CONSUME_AFTER_POLL,
            LEDGER_AFTER_INTENT,
            PUSH_BEFORE_SEND,
            PUSH_AFTER_RESPONSE,
            LEDGER_AFTER_CONFIRM,
            OFFSET_BEFORE_COMMIT,
            OFFSET_AFTER_COMMIT);

    /** The steps of a change of configuration, from the door through the file to the history. */
    public static final List<String> CONFIGURATION = List.of(
            CONFIGURATION_BEFORE_WRITE,
            CONFIGURATION_HALF_WRITTEN,
            CONFIGURATION_AFTER_WRITE,
            CONFIGURATION_AFTER_SYNC,
            CONFIGURATION_AFTER_RENAME,
            CONFIGURATION_AFTER_FOLDER_SYNC,
            CONFIGURATION_AFTER_ACCEPT);

    private Failpoint() {}
}
