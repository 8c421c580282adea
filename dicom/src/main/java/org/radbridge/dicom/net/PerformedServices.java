package org.radbridge.dicom.net;

import java.util.Map;
import java.util.Optional;

/** What one side of an association performs when the other asks. */
record PerformedServices(
        Optional<CEchoScp> echo,
        Optional<CStoreScp> store,
        QueryRetrieveServices queryRetrieve,
        Map<String, NormalizedScp> normalized) {

    PerformedServices {
        normalized = Map.copyOf(normalized);
    }
}
