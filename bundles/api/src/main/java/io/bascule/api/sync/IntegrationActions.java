/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people ask one integration to do at once instead of at its next turn. Every call returns without waiting for the other
 * system. Thread-safe.
 *
 * <p>All methods throw a {@link io.bascule.api.error.BasculeException}: {@code NOT_FOUND} if no integration of this name is
 * configured, {@code NOT_RUNNING} with the reason if it cannot do this as it stands.
 *
 * <pre>{@code
 * actions.check("shop").thenAccept(result -> log.info("shop: {}", result.detail()));
 * }</pre>
 */
@ProviderType
public interface IntegrationActions {
    /**
     * Tries the connection with its credentials. What comes out counts like any other check: an integration that rested goes
     * on, one that is refused or finds nobody rests.
     *
     * @param integration one that runs, whether it is online or not
     * @return what came out, within half a minute; trouble with the system is a result, never an exception
     * @throws io.bascule.api.error.BasculeException with {@code UNDER_WAY} if a check that was asked for is not over yet
     */
    CompletionStage<CheckResult> check(String integration);

    /**
     * Looks at the system's changes, and walks over the changed records of the catalog.
     *
     * @param integration one that is online
     */
    void sync(String integration);

    /**
     * What came out of a check.
     *
     * @param ok whether the system answers and accepts the credentials
     * @param detail the same for people, with what to do if something is to be done
     */
    record CheckResult(boolean ok, String detail) {}
}
