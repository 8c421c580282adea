package org.radbridge.inference.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How studies are worked on. */
@ConfigMapping(prefix = "radbridge.runs")
public interface RunConfiguration {
    /** How many studies are worked on at a time; each may hold one image of full size in memory. */
    @WithDefault("2")
    int concurrency();

    /** How many images are given to a server at once, unless the model takes fewer. */
    @WithDefault("16")
    int batchSize();

    /** First pause before a study is tried again while a server is away. */
    @WithDefault("1s")
    Duration retryFirst();

    /** Longest pause before a study is tried again. */
    @WithDefault("15s")
    Duration retryLongest();

    /** How long an outage may last before the study is parked. */
    @WithDefault("30m")
    Duration giveUpAfter();

    /** When some models have answered and others are away, results go out after so long. */
    @WithDefault("60s")
    Duration partialAfter();

    /** After so many attempts a server's error, which is no outage, counts as final. */
    @WithDefault("5")
    int attemptsOnError();

    /** One attempt may take so long. */
    @WithDefault("10m")
    Duration timeLimit();
}
