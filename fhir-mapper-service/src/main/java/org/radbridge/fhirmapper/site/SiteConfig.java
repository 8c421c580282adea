package org.radbridge.fhirmapper.site;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.ZoneId;
import java.util.Map;
import org.radbridge.fhirmapper.mapping.MappingSettings;

/** What a site decides about its FHIR resources. */
@ConfigMapping(prefix = "radbridge.fhir")
public interface SiteConfig {

    /** The address of this FHIR server, as its callers know it. */
    String base();

    /** The DICOMweb root under which the EHR reaches the images: the Endpoint's address. */
    @WithName("dicom-web")
    String dicomWeb();

    /** Time zone of studies that name none in (0008,0201). */
    @WithDefault("UTC")
    ZoneId zone();

    /** Identifier system of each issuer of patient ids, by the issuer's name. */
    Map<String, String> issuers();

    /** How many results are mapped at a time. */
    @WithDefault("8")
    int concurrency();

    /** The largest body that is taken, in bytes. */
    @WithDefault("8M")
    MemorySize largestBody();

    /** How many entries a batch or transaction may have. */
    @WithDefault("500")
    int bundleEntries();

    /** As the mapping takes it. */
    default MappingSettings settings() {
        return new MappingSettings(dicomWeb(), zone(), issuers());
    }
}
