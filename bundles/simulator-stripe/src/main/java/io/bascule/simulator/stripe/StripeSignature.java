/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import io.bascule.simulator.kit.WebhookEndpoint;
import io.bascule.simulator.kit.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as {@code docs.stripe.com/webhooks#verify-manually} says: {@code t=<seconds>,v1=<hex of HMAC-SHA256
 * over "t.body">}, keyed with the endpoint's secret.
 */
final class StripeSignature implements WebhookSigner {
    @Override
    public Map<String, String> headers(byte[] body, WebhookEndpoint endpoint, Instant now) {
        return Map.of(
                "Content-Type", "application/json; charset=utf-8",
                "User-Agent", "Stripe/1.0 (simulator)",
                "Stripe-Signature", signature(body, endpoint.secret(), now.getEpochSecond()));
    }

    private static String signature(byte[] body, String secret, long seconds) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", missing);
        }
    }
}
