/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.Resolutions;
import java.util.ArrayList;
import java.util.List;

/** Notes what is decided; knows nothing called {@code nowhere}, and {@code settled} is decided already. */
final class FakeResolutions implements Resolutions {
    final List<String> decided = new ArrayList<>();

    @Override
    public void resolve(String conflictId, Winner winner, String by) {
        note(conflictId, winner + " by " + by);
    }

    @Override
    public void retry(String linkId, String by) {
        note(linkId, "again by " + by);
    }

    @Override
    public void linkObject(String linkId, String externalId, String by) {
        note(linkId, "object " + externalId + " by " + by);
    }

    @Override
    public void linkRecord(String linkId, String recordId, String by) {
        note(linkId, "record " + recordId + " by " + by);
    }

    @Override
    public void keepApart(String linkId, String by) {
        note(linkId, "apart by " + by);
    }

    @Override
    public int allowDeletes(String integration, String type, String by) {
        note(integration, "deletes of " + type + " by " + by);
        return 7;
    }

    private void note(String id, String what) {
        if (id.equals("nowhere")) {
            throw problem(ErrorCode.NOT_FOUND);
        }
        if (id.equals("settled")) {
            throw problem(ErrorCode.NOT_DECIDABLE);
        }
        decided.add(id + ": " + what);
    }

    private static BasculeException problem(ErrorCode code) {
        return new BasculeException(new Problem(code, "Not so", "test", null, null, "Nothing to do."));
    }
}
