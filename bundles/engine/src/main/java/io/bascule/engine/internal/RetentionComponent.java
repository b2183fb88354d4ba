/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.engine.internal.house.Housekeeping;
import io.bascule.engine.internal.house.RetentionTimes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Has the engine that holds the lease keep house by the settings. With wrong settings nothing is taken away. */
@Component(
        service = {},
        immediate = true,
        configurationPid = RetentionConfiguration.PID)
@Designate(ocd = RetentionConfiguration.class)
public final class RetentionComponent {
    private final Housekeeping housekeeping;

    /**
     * Made by the component runtime.
     *
     * @throws IllegalArgumentException if a setting is wrong: what, expected, found
     */
    @Activate
    public RetentionComponent(
            RetentionConfiguration settings, @Reference(name = "housekeeping") Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
        housekeeping.follow(new RetentionTimes(
                settings.history_days(),
                settings.conflicts_days(),
                settings.webhooks_days(),
                settings.outbox_days(),
                settings.hour()));
    }

    /** Nothing is taken away any more. */
    @Deactivate
    public void deactivate() {
        housekeeping.rest();
    }
}
