/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Position;
import java.util.List;

/** Where the changes of tables are read: in a column that grows, or in the database's own log. */
interface ChangeSource {
    /** See {@link io.bascule.api.connector.Changes#latest}. */
    Position latest(Table table);

    /** See {@link io.bascule.api.connector.Changes#changes}. */
    ChangePage changes(Table table, Position since, int limit);

    /**
     * Proves that the changes of these tables can be read.
     *
     * @throws io.bascule.api.error.BasculeException saying what is in the way
     */
    void check(List<Table> tables);

    /** Whether a table shows changes here at all. */
    boolean shows(Table table);

    /** Whether every delete is told. */
    boolean tellsDeletes(Table table);
}
