package org.radbridge.ingest.receive;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.data.Uid;

/**
 * Which SOP classes are stored: every storage class of the standard, also those of editions to
 * come, and the private ones that the site names.
 */
@ApplicationScoped
public class StorageClasses {
    /** PS3.4 annex B: all composite storage classes lie below it. */
    private static final String COMPOSITE_STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";

    private final Set<String> named;

    public StorageClasses(ReceiveConfig config) {
        Set<String> classes = new HashSet<>(Uid.storageSopClasses());
        classes.addAll(config.privateSopClasses().orElse(List.of()));
        this.named = Set.copyOf(classes);
    }

    /** Whether instances of this class are taken. */
    public boolean contains(String sopClassUid) {
        return sopClassUid.startsWith(COMPOSITE_STORAGE_ROOT) || named.contains(sopClassUid);
    }
}
