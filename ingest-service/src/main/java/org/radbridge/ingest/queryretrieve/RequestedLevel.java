package org.radbridge.ingest.queryretrieve;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.ingest.qido.QueryLevel;

/** Reads the level that an identifier asks at. */
final class RequestedLevel {
    private RequestedLevel() {}

    /**
     * The level.
     *
     * @throws DimseException A900H when it is missing, or none of the model's
     */
    static QueryLevel of(String sopClassUid, DataSet identifier) {
        return identifier
                .string(Tag.QueryRetrieveLevel)
                .flatMap(QueryLevel::of)
                .filter(InformationModel.of(sopClassUid)::has)
                .orElseThrow(() -> mismatch("(0008,0052) is no level of this model"));
    }

    static DimseException mismatch(String comment) {
        return new DimseException(
                DimseStatus.IDENTIFIER_DOES_NOT_MATCH_SOP_CLASS.withComment(comment));
    }
}
