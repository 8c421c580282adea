package org.radbridge.ingest.conformance;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.radbridge.ingest.receive.ReceiveConfig;
import org.radbridge.kit.testing.page.ReferencePage;

/** The statement's page. */
final class ConformanceStatement {
    private ConformanceStatement() {}

    static String page() {
        ReceiveConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                        .withMapping(ReceiveConfig.class)
                        .build()
                        .getConfigMapping(ReceiveConfig.class);
        return ReferencePage.of(
                ConformanceStatement.class,
                "conformance-statement.md",
                new ConformanceTables(config).byName());
    }
}
