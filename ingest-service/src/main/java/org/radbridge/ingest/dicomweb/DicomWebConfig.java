package org.radbridge.ingest.dicomweb;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** How DICOMweb is offered to browsers. */
@ConfigMapping(prefix = "radbridge.dicomweb")
public interface DicomWebConfig {

    /** Origins of web pages that may call (CORS): {@code https://viewer.hospital.example}. */
    Optional<List<String>> corsOrigins();
}
