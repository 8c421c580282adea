package org.radbridge.fhirmapper.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How writes are judged. */
@ConfigMapping(prefix = "radbridge.validation")
interface ValidationConfig {

    /**
     * Of how many forms of resources it is remembered that they conform; 0 to judge each in full.
     */
    @WithDefault("10000")
    int rememberedForms();
}
