package org.radbridge.fhirmapper.terminology;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a site keeps its codes: {@code radbridge.terminology}. */
@ConfigMapping(prefix = "radbridge.terminology")
public interface TerminologyConfig {

    /** Folder of the site's concept maps: FHIR ConceptMaps (.json) and tables (.csv). */
    Optional<Path> maps();

    /** By the code system's URI: a table with a column {@code code}, the codes that it has. */
    Map<String, Path> codeSystems();
}
