package org.radbridge.ingest.stow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.receive.InstanceIdentifiers;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.ingest.receive.RefusalReason;

/**
 * What a store request is answered with: the Store Instances Response Module (PS3.18 table I.1-1)
 * and the status (table 10.5.3-1).
 *
 * @param status 200 when all were stored as they came, 202 when some were not or values were
 *     coerced, otherwise what stood against it
 */
record StoreResponse(int status, DataSet body) {

    /**
     * Puts the results of a request together.
     *
     * @param url makes an absolute URL of a path below the DICOMweb base
     */
    static StoreResponse of(List<ReceptionOutcome> outcomes, UnaryOperator<String> url) {
        List<DataSet> stored = new ArrayList<>();
        List<DataSet> failed = new ArrayList<>();
        List<DataSet> unidentified = new ArrayList<>();
        List<RefusalReason> reasons = new ArrayList<>();
        DataSet body = new DataSet();
        boolean warned = false;
        for (ReceptionOutcome outcome : outcomes) {
            switch (outcome) {
                case Stored(InstanceHeader header, boolean _, boolean differs, boolean _)
                        when differs -> {
                    reasons.add(RefusalReason.DUPLICATE_DIFFERS);
                    failed.add(
                            failed(
                                    RefusalReason.DUPLICATE_DIFFERS,
                                    new InstanceIdentifiers(
                                            header.study().studyInstanceUid(),
                                            header.series().seriesInstanceUid(),
                                            header.sopInstanceUid(),
                                            header.sopClassUid())));
                }
                case Stored(InstanceHeader header, boolean _, boolean _, boolean coerced) -> {
                    warned |= coerced;
                    stored.add(referenced(header, coerced, url));
                    body.put(Tag.RetrieveURL, url.apply(studyPath(header)));
                }
                case Refused(var refusal, var identifiers) -> {
                    reasons.add(refusal.reason());
                    boolean named =
                            identifiers.sopInstanceUid() != null
                                    && identifiers.sopClassUid() != null;
                    (named ? failed : unidentified).add(failed(refusal.reason(), identifiers));
                }
            }
        }
        put(body, Tag.FailedSOPSequence, failed);
        put(body, Tag.ReferencedSOPSequence, stored);
        put(body, Tag.OtherFailuresSequence, unidentified);
        int status = status(stored.size(), reasons);
        return new StoreResponse(status == 200 && warned ? 202 : status, body);
    }

    private static void put(DataSet body, int tag, List<DataSet> items) {
        if (!items.isEmpty()) {
            body.putItems(tag, items);
        }
    }

    private static DataSet referenced(
            InstanceHeader header, boolean coerced, UnaryOperator<String> url) {
        String path =
                studyPath(header)
                        + "/series/"
                        + header.series().seriesInstanceUid()
                        + "/instances/"
                        + header.sopInstanceUid();
        DataSet item =
                new DataSet()
                        .put(Tag.ReferencedSOPClassUID, header.sopClassUid())
                        .put(Tag.ReferencedSOPInstanceUID, header.sopInstanceUid())
                        .put(Tag.RetrieveURL, url.apply(path));
        return coerced
                ? item.putInts(Tag.WarningReason, DimseStatus.COERCION_OF_DATA_ELEMENTS.code())
                : item;
    }

    private static String studyPath(InstanceHeader header) {
        return "studies/" + header.study().studyInstanceUid();
    }

    private static DataSet failed(RefusalReason reason, InstanceIdentifiers identifiers) {
        DataSet item = new DataSet().putInts(Tag.FailureReason, reason.failureReason().code());
        if (identifiers.sopClassUid() != null) {
            item.put(Tag.ReferencedSOPClassUID, identifiers.sopClassUid());
        }
        if (identifiers.sopInstanceUid() != null) {
            item.put(Tag.ReferencedSOPInstanceUID, identifiers.sopInstanceUid());
        }
        return item;
    }

    private static int status(int stored, List<RefusalReason> reasons) {
        if (reasons.isEmpty()) {
            return 200;
        }
        if (stored > 0) {
            return 202;
        }
        return reasons.stream().distinct().count() > 1
                ? 409
                : switch (reasons.getFirst()) {
                    case STORAGE_FULL -> 507;
                    case INDEX_UNAVAILABLE, STORAGE_UNAVAILABLE -> 503;
                    case STORAGE_BROKEN, PROCESSING_FAILED -> 500;
                    case TOO_LARGE -> 413;
                    case NOT_DICOM,
                            TRUNCATED,
                            MALFORMED,
                            LIMIT_EXCEEDED,
                            IDENTIFIER_MISSING,
                            IDENTIFIER_INVALID,
                            NOT_AS_ANNOUNCED,
                            NOT_A_STORAGE_CLASS,
                            IN_OTHER_STUDY,
                            REPAIR_IMPOSSIBLE,
                            BROKEN_OFF,
                            DUPLICATE_DIFFERS ->
                            409;
                };
    }
}
