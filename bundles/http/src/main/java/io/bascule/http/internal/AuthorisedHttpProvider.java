/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import io.bascule.http.AuthorisedHttp;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens an {@link AuthorisedHttp} for each connection that asks for one. */
@Component(service = ResourceProvider.class, property = "bascule.resource.type=io.bascule.http.AuthorisedHttp")
public final class AuthorisedHttpProvider implements ResourceProvider<AuthorisedHttp> {
    /** Called by Declarative Services. */
    public AuthorisedHttpProvider() {}

    @Override
    public Class<AuthorisedHttp> type() {
        return AuthorisedHttp.class;
    }

    @Override
    public List<SettingDefinition> settings() {
        return HttpSettings.DEFINITIONS;
    }

    @Override
    public AuthorisedHttp open(Settings settings, ConnectionResources resources) {
        HttpSettings http = HttpSettings.of(settings);
        return new JdkHttp(http, Authorisation.of(http, resources), Transport.open());
    }
}
