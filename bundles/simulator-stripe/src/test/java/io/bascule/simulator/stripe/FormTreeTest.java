/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import io.bascule.simulator.kit.FormData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FormTreeTest {
    @Test
    void bracketsBecomeHashes() {
        assertThat(tree("name=Ada+L&address[city]=London&shipping%5Baddress%5D%5Bcity%5D=Paris&metadata[a.b]=%C3%BC"))
                .isEqualTo("{\"name\":\"Ada L\",\"address\":{\"city\":\"London\"},"
                        + "\"shipping\":{\"address\":{\"city\":\"Paris\"}},\"metadata\":{\"a.b\":\"ü\"}}");
    }

    @Test
    void emptyBracketsAndNumbersBecomeNumberedKeys() {
        assertThat(tree("ids[]=a&ids[]=b&images[0]=x&images[1]=y"))
                .isEqualTo("{\"ids\":{\"0\":\"a\",\"1\":\"b\"},\"images\":{\"0\":\"x\",\"1\":\"y\"}}");
    }

    @Test
    void anEmptyValueStays() {
        assertThat(tree("metadata[k]=&metadata2=")).isEqualTo("{\"metadata\":{\"k\":\"\"},\"metadata2\":\"\"}");
    }

    @Test
    void aNameThatIsTextAndHashIsRefused() {
        assertThatThrownBy(() -> tree("metadata=&metadata[k]=v")).isInstanceOf(StripeError.class);
        assertThatThrownBy(() -> tree("metadata[k]=v&metadata=")).isInstanceOf(StripeError.class);
        assertThatThrownBy(() -> tree("metadata[k=v")).isInstanceOf(StripeError.class);
    }

    private static String tree(String form) {
        return FormTree.of(FormData.fields(form)).toString();
    }
}
