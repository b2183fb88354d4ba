/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import io.bascule.api.catalog.Conflict.Winner;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person decides where the rules do not: held conflicts, and work that is parked because it is not certain what belongs
 * together. Every call is one transaction; its effects follow by themselves, within moments. Thread-safe.
 *
 * <p>All methods throw a {@link io.bascule.api.error.BasculeException}: {@code NOT_FOUND} if there is no such conflict, link, record
 * or work, {@code NOT_DECIDABLE} if it cannot be decided so or no longer needs to be.
 */
@ProviderType
public interface Resolutions {
    /**
     * Decides a held conflict. It holds for the two values that the conflict shows: if either changes before it is carried out,
     * that is another conflict.
     *
     * @param conflictId the conflict
     * @param winner {@link Winner#CATALOG} or {@link Winner#EXTERNAL}
     * @param by who decides, for example {@code "token:default"}
     */
    void resolve(String conflictId, Winner winner, String by);

    /**
     * Parked or waiting work gets a new try now: its cause is mended.
     *
     * @param linkId a link with work
     */
    void retry(String linkId, String by);

    /**
     * The parked record on this link is that object. Both are merged as a first contact.
     *
     * @param linkId a link without object whose work is parked
     * @param externalId an object that belongs to no record yet
     */
    void linkObject(String linkId, String externalId, String by);

    /**
     * The parked object on this link is that record. Both are merged as a first contact.
     *
     * @param linkId a link without record whose work is parked
     * @param recordId a record of the same type that has no object on that integration
     */
    void linkRecord(String linkId, String recordId, String by);

    /**
     * None of the candidates: what is parked on this link gets an object, or a record, of its own. A create that got no answer is
     * taken as not done.
     *
     * @param linkId a link of which one side is missing and whose work is parked because it is not certain what it belongs to
     */
    void keepApart(String linkId, String by);

    /**
     * The deletes of a type that are parked because they are many are meant: they are carried out, these and no further ones.
     *
     * @param integration the integration on whose links they are parked
     * @param type the entity type
     * @return how many they are
     */
    int allowDeletes(String integration, String type, String by);
}
