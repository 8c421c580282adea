package org.radbridge.benchmarks.ingest.peer;

import java.net.URI;

/**
 * Where a server has its DICOMweb services.
 *
 * @param base above {@code /studies}
 * @param authorization the header's value; empty for none
 */
public record WebAddress(URI base, String authorization) {}
