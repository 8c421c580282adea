package org.radbridge.fhirmapper.picture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The pictures of findings in documents. */
@ConfigMapping(prefix = "radbridge.pictures")
public interface PictureConfig {

    /** How many findings of a report are shown, the most urgent and surest first; 0 for none. */
    @WithDefault("6")
    int most();

    /** The longer side of a picture, in pixels. */
    @WithDefault("400")
    int longestSide();

    /** How much of a picture JPEG keeps, 1 to 100. */
    @WithDefault("80")
    int quality();

    /** How many reports' pictures are made at a time: each takes an image's memory. */
    @WithDefault("1")
    int concurrency();
}
