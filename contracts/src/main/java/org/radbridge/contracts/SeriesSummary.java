package org.radbridge.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series of a closed study, as far as routing and inference need to know it.
 *
 * @param seriesInstanceUid (0020,000E)
 * @param modality (0008,0060)
 * @param bodyPartExamined (0018,0015), if given
 * @param sopClassUids the SOP classes in it
 * @param instances how many instances are stored
 * @param expectedInstances how many there should be, as a performed procedure step, an instance
 *     availability notification or the sender says; null when nobody said
 */
public record SeriesSummary(
        String seriesInstanceUid,
        String modality,
        @Nullable String bodyPartExamined,
        List<String> sopClassUids,
        int instances,
        @Nullable Integer expectedInstances) {
    public SeriesSummary {
        Required.text("seriesInstanceUid", seriesInstanceUid);
        Required.text("modality", modality);
        sopClassUids = List.copyOf(Required.value("sopClassUids", sopClassUids));
    }
}
