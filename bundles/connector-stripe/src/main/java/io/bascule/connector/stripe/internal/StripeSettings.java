/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings that are special to Stripe.
 *
 * @param integration the integration's name
 * @param apiVersion sent as {@code Stripe-Version}
 * @param metadataFields keys of metadata that mappings may use
 * @param marker the key of metadata that holds Bascule's marker
 * @param searchLag how long a change may stay invisible to search
 * @param overlap how late an event may become visible after others of its time
 * @param keysCount whether the system repeats its first answer when a create comes again under its idempotency key
 */
record StripeSettings(
        String integration,
        String apiVersion,
        List<String> metadataFields,
        String marker,
        Duration searchLag,
        Duration overlap,
        boolean keysCount) {
    static final String IDEMPOTENCY = "idempotency";
    static final String WEBHOOK_SECRET = "webhook.secret";
    static final String WEBHOOK_SECRET_PREVIOUS = "webhook.secret.previous";
    private static final String API_VERSION = "api.version";
    private static final String METADATA_FIELDS = "metadata.fields";
    private static final String MARKER = "marker";
    private static final String SEARCH_LAG = "search.lag.seconds";
    private static final String KEY_COUNTS = "key";
    private static final String OVERLAP = "events.overlap.seconds";
    /** Keys of metadata have up to 40 characters and no brackets: docs.stripe.com/api/metadata. */
    private static final String KEY = "[A-Za-z0-9_-]{1,40}";

    static final List<SettingDefinition> DEFINITIONS = List.of(
            SettingDefinition.secret(
                    WEBHOOK_SECRET,
                    "Webhook secret",
                    "The signing secret (whsec_...) of the webhook endpoint in Stripe, as secret:NAME. Without it webhooks are "
                            + "refused and changes come by polling alone."),
            SettingDefinition.secret(
                    WEBHOOK_SECRET_PREVIOUS,
                    "Previous webhook secret",
                    "The former signing secret while it is being rolled; webhooks signed with either are accepted."),
            SettingDefinition.text(
                            API_VERSION,
                            "API version",
                            "Sent as Stripe-Version with each call. Change it only after a look at Stripe's changelog.")
                    .withPattern("[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.[a-z]+)?")
                    .withDefault("2026-05-27.dahlia"),
            SettingDefinition.text(
                            METADATA_FIELDS,
                            "Metadata fields",
                            "Keys of metadata that mappings may use, joined by commas, up to 40 letters, digits, - and _ each. The key "
                                    + "sku becomes the field metadata.sku.")
                    .withPattern("(" + KEY + "(\\s*,\\s*" + KEY + ")*)?")
                    .withDefault("sku"),
            SettingDefinition.text(
                            MARKER,
                            "Marker",
                            "The key of metadata that holds Bascule's marker on objects that it creates, so that a create whose answer "
                                    + "got lost is found again.")
                    .withPattern(KEY)
                    .withDefault("bascule_link"),
            SettingDefinition.seconds(
                    SEARCH_LAG,
                    "Search lag",
                    "How long after a write Stripe's search may not yet show it, 0 to 3600 seconds. Stripe promises under a "
                            + "minute in normal operation.",
                    60,
                    0,
                    3600),
            SettingDefinition.seconds(
                    OVERLAP,
                    "Overlap of events",
                    "How many seconds of events before the newest one are read again, 0 to 600, because events may become "
                            + "visible late.",
                    10,
                    0,
                    600),
            SettingDefinition.text(
                            IDEMPOTENCY,
                            "Idempotency keys",
                            "key: a create that comes again under its key within 24 hours gets the first answer, as Stripe "
                                    + "promises. none: that is not relied on, for example behind a proxy that drops the key; a create "
                                    + "whose answer got lost is looked for by its marker, after the search lag, before it is repeated.")
                    .withDefault(KEY_COUNTS)
                    .withOptions(KEY_COUNTS, "none"));

    /** Copies the list. */
    StripeSettings {
        metadataFields = List.copyOf(metadataFields);
    }

    static StripeSettings of(Settings settings) {
        String marker = settings.text(MARKER);
        List<String> metadata = Arrays.stream(settings.text(METADATA_FIELDS).split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty() && !key.equals(marker))
                .distinct()
                .toList();
        return new StripeSettings(
                settings.integration(),
                settings.text(API_VERSION),
                metadata,
                marker,
                settings.seconds(SEARCH_LAG),
                settings.seconds(OVERLAP),
                settings.text(IDEMPOTENCY).equals(KEY_COUNTS));
    }
}
