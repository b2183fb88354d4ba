/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ReceivesWebhooks.Hint;
import io.bascule.api.connector.ReceivesWebhooks.WebhookOutcome;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.Fields;
import io.bascule.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies webhooks as docs.stripe.com/webhooks says: {@code Stripe-Signature: t=SECONDS,v1=HEX,v1=HEX}, each {@code v1} an
 * HMAC-SHA256 of {@code "SECONDS.BODY"} under a signing secret; there are several while a secret is rolled. Other schemes
 * are ignored, or a weaker one could be asked for.
 */
final class StripeWebhooks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int MOST_SIGNATURES = 16;

    private final InstantSource clock;
    private final Function<String, @Nullable String> secrets;

    /**
     * Webhooks of one connection.
     *
     * @param secrets the secret of a setting as it is now; null if that setting is empty
     */
    StripeWebhooks(InstantSource clock, Function<String, @Nullable String> secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    WebhookOutcome receive(WebhookRequest request) {
        String header = request.header("stripe-signature");
        if (header == null) {
            return new WebhookOutcome.Refused("The header Stripe-Signature is missing");
        }
        String time = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                time = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1") && signatures.size() < MOST_SIGNATURES) {
                signatures.add(pair[1].toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (time == null || !time.matches("[0-9]{1,12}") || signatures.isEmpty()) {
            return new WebhookOutcome.Refused("The header Stripe-Signature is not of the form t=SECONDS,v1=HEX");
        }
        if (!isSigned(time, request.body(), signatures)) {
            return new WebhookOutcome.Refused("No signature fits: check the setting webhook.secret");
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(time);
        if (Math.abs(age) > TOLERANCE.toSeconds()) {
            return new WebhookOutcome.Refused("Signed " + age + " seconds ago; at most 300 are accepted");
        }
        return event(new String(request.body(), StandardCharsets.UTF_8));
    }

    private boolean isSigned(String time, byte[] body, List<byte[]> signatures) {
        for (String setting : List.of(StripeSettings.WEBHOOK_SECRET, StripeSettings.WEBHOOK_SECRET_PREVIOUS)) {
            String secret = secrets.apply(setting);
            if (secret == null || secret.isEmpty()) {
                continue;
            }
            byte[] expected = signature(secret, time, body);
            for (byte[] signature : signatures) {
                if (MessageDigest.isEqual(expected, signature)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] signature(String secret, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static WebhookOutcome event(String body) {
        Fields event;
        try {
            event = Json.readObject(body, "webhook");
        } catch (BasculeException e) {
            return new WebhookOutcome.Refused("The body is no JSON object");
        }
        String id = event.text("id");
        if (id == null || id.isBlank()) {
            return new WebhookOutcome.Refused("The event has no id");
        }
        return new WebhookOutcome.Accepted(id, hints(event));
    }

    private static List<Hint> hints(Fields event) {
        Fields object = StripeEvent.object(event);
        String id = StripeEvent.subject(object);
        String name = StripeEvent.isItem(object) ? StripeType.INVOICES.object() : object.text("object");
        for (StripeType type : StripeType.values()) {
            if (id != null && type.object().equals(name)) {
                return List.of(new Hint(type.external(), id));
            }
        }
        return List.of();
    }
}
