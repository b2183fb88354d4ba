/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import com.stripe.net.Webhook;
import io.bascule.api.connector.ReceivesWebhooks.Hint;
import io.bascule.api.connector.ReceivesWebhooks.WebhookOutcome;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Signatures are made by Stripe's own client. */
class StripeWebhooksTest {
    private static final long NOW = 1795494720;
    private static final String EVENT =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"customer.updated\",\"data\":{\"object\":{\"id\":\"cus_1\","
                    + "\"object\":\"customer\",\"name\":\"Ädä\"}}}";

    private final Map<String, String> secrets = new HashMap<>(Map.of("webhook.secret", "whsec_one"));
    private final StripeWebhooks webhooks =
            new StripeWebhooks(InstantSource.fixed(Instant.ofEpochSecond(NOW)), secrets::get);

    private static String sign(String secret, long time, String body) throws Exception {
        return Webhook.Util.computeHmacSha256(secret, time + "." + body);
    }

    private WebhookOutcome receive(String signature, String body) {
        return webhooks.receive(new WebhookRequest(
                Map.of("stripe-signature", List.of(signature)), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void acceptsAGenuineEventAndTellsWhatItIsAbout() throws Exception {
        assertThat(receive("t=" + NOW + ",v1=" + sign("whsec_one", NOW, EVENT), EVENT))
                .isEqualTo(new WebhookOutcome.Accepted("evt_1", List.of(new Hint("customers", "cus_1"))));
    }

    @Test
    void acceptsEitherSecretAndAnyOfSeveralSignaturesWhileASecretIsRolled() throws Exception {
        secrets.put("webhook.secret", "whsec_two");
        secrets.put("webhook.secret.previous", "whsec_one");
        String old = sign("whsec_one", NOW, EVENT);
        String fresh = sign("whsec_two", NOW, EVENT);
        assertThat(receive("t=" + NOW + ",v1=" + old, EVENT)).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(receive("t=" + NOW + ",v1=" + "0".repeat(64) + ",v1=" + fresh + ",v0=x", EVENT))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        secrets.remove("webhook.secret.previous");
        assertThat(receive("t=" + NOW + ",v1=" + old, EVENT)).isInstanceOf(WebhookOutcome.Refused.class);
    }

    @Test
    void refusesEverySingleChangedByte() throws Exception {
        String signature = "t=" + NOW + ",v1=" + sign("whsec_one", NOW, EVENT);
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertThat(webhooks.receive(new WebhookRequest(Map.of("stripe-signature", List.of(signature)), changed)))
                    .isInstanceOf(WebhookOutcome.Refused.class);
        }
    }

    @Test
    void refusesWhatIsTooOldOrFromTheFuture() throws Exception {
        for (long time : new long[] {NOW - 301, NOW + 301}) {
            assertThat(receive("t=" + time + ",v1=" + sign("whsec_one", time, EVENT), EVENT))
                    .isInstanceOf(WebhookOutcome.Refused.class);
        }
        assertThat(receive("t=" + (NOW - 300) + ",v1=" + sign("whsec_one", NOW - 300, EVENT), EVENT))
                .isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @Test
    void refusesOtherSchemesBrokenHeadersAndMissingSecrets() throws Exception {
        String good = sign("whsec_one", NOW, EVENT);
        for (String header : new String[] {
            "",
            "t=" + NOW,
            "v1=" + good,
            "t=" + NOW + ",v0=" + good,
            "t=x,v1=" + good,
            "t=" + NOW + ",v1=",
            "t=99999999999999999999,v1=" + good
        }) {
            assertThat(receive(header, EVENT)).as(header).isInstanceOf(WebhookOutcome.Refused.class);
        }
        assertThat(webhooks.receive(new WebhookRequest(Map.of(), new byte[0])))
                .isInstanceOf(WebhookOutcome.Refused.class);
        secrets.put("webhook.secret", "");
        assertThat(receive("t=" + NOW + ",v1=" + good, EVENT)).isInstanceOf(WebhookOutcome.Refused.class);
    }

    @Test
    void acceptsEventsOfOtherObjectsWithoutAHint() throws Exception {
        String other = EVENT.replace("\"object\":\"customer\"", "\"object\":\"subscription\"");
        assertThat(receive("t=" + NOW + ",v1=" + sign("whsec_one", NOW, other), other))
                .isEqualTo(new WebhookOutcome.Accepted("evt_1", List.of()));
        String noJson = "hello";
        assertThat(receive("t=" + NOW + ",v1=" + sign("whsec_one", NOW, noJson), noJson))
                .isInstanceOf(WebhookOutcome.Refused.class);
    }
}
