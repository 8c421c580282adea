package org.radbridge.ingest.queryretrieve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.qido.QueryLevel;

/**
 * Which objects a C-MOVE or C-GET asks for, by unique keys (PS3.4 section C.4.2.2.1).
 *
 * @param patientId null for none named
 * @param issuer of the patient id; null for none named
 * @param studies UIDs; empty for all of the patient
 * @param series UIDs; empty for all of the studies
 * @param instances UIDs; empty for all of the series
 */
record RequestedObjects(
        @Nullable String patientId,
        @Nullable String issuer,
        List<String> studies,
        List<String> series,
        List<String> instances) {
    RequestedObjects {
        studies = List.copyOf(studies);
        series = List.copyOf(series);
        instances = List.copyOf(instances);
    }

    /**
     * Reads an identifier.
     *
     * @throws org.radbridge.dicom.dimse.DimseException A900H when the unique key of its level is
     *     missing, or is none
     */
    static RequestedObjects of(String sopClassUid, DataSet identifier) {
        QueryLevel level = RequestedLevel.of(sopClassUid, identifier);
        int unique =
                switch (level) {
                    case PATIENT -> Tag.PatientID;
                    case STUDY -> Tag.StudyInstanceUID;
                    case SERIES -> Tag.SeriesInstanceUID;
                    case IMAGE -> Tag.SOPInstanceUID;
                };
        if (text(identifier, unique).isEmpty()) {
            throw RequestedLevel.mismatch("the unique key of level " + level + " is missing");
        }
        return new RequestedObjects(
                text(identifier, Tag.PatientID).orElse(null),
                text(identifier, Tag.IssuerOfPatientID).orElse(null),
                uids(identifier, Tag.StudyInstanceUID),
                uids(identifier, Tag.SeriesInstanceUID),
                uids(identifier, Tag.SOPInstanceUID));
    }

    private static Optional<String> text(DataSet identifier, int tag) {
        return identifier.string(tag).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static List<String> uids(DataSet identifier, int tag) {
        List<String> uids =
                identifier.strings(tag).stream()
                        .flatMap(value -> Arrays.stream(value.split("\\\\")))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
        if (!uids.stream().allMatch(Uid::isValid)) {
            throw RequestedLevel.mismatch("a unique key is no UID");
        }
        return uids;
    }

    @Override
    public String toString() {
        return "RequestedObjects[studies=%d, series=%d, instances=%d]"
                .formatted(studies.size(), series.size(), instances.size());
    }
}
