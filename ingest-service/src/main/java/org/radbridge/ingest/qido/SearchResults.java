package org.radbridge.ingest.qido;

import io.vertx.mutiny.sqlclient.Row;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.receive.HeaderReader;

/** Turns rows into what a search answers. */
final class SearchResults {
    private static final String ONLINE = "ONLINE";
    private static final int PIXEL_DATA_GROUP = 0x7FE0;

    private final SearchRequest request;
    private final boolean patientCounts;
    private final UnaryOperator<String> url;
    private final Attributes.TagChoice choice;

    /**
     * @param url makes an absolute URL of a path below the DICOMweb base
     */
    SearchResults(SearchRequest request, boolean patientCounts, UnaryOperator<String> url) {
        this.request = request;
        this.patientCounts = patientCounts;
        this.url = url;
        this.choice = Attributes.fromMetadata(request);
    }

    DataSet of(Row row) {
        DataSet result = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
        metadata(result, row.getString("metadata"));
        String study = row.getString("of_study");
        String path = "studies/" + study;
        result.put(Tag.StudyInstanceUID, study).put(Tag.InstanceAvailability, ONLINE);
        if (request.returns(Level.STUDY)) {
            study(result, row);
        }
        if (patientCounts) {
            result.putInts(
                            Tag.NumberOfPatientRelatedStudies,
                            row.getLong("patient_studies").intValue())
                    .putInts(
                            Tag.NumberOfPatientRelatedSeries,
                            row.getLong("patient_series").intValue())
                    .putInts(
                            Tag.NumberOfPatientRelatedInstances,
                            row.getLong("patient_instances").intValue());
        }
        if (request.asksFor(Tag.SOPClassesInStudy) || request.includeAll()) {
            result.put(Tag.SOPClassesInStudy, row.getArrayOfStrings("sop_classes"));
        }
        if (request.level() != Level.STUDY) {
            String series = row.getString("of_series");
            path += "/series/" + series;
            result.put(Tag.SeriesInstanceUID, series);
        }
        if (request.returns(Level.SERIES)) {
            series(result, row);
        }
        if (request.level() == Level.INSTANCE) {
            path += "/instances/" + row.getString("sop_instance_uid");
            instance(result, row);
        }
        return result.put(Tag.RetrieveURL, url.apply(path));
    }

    private void metadata(DataSet result, @Nullable String json) {
        if (json == null) {
            return;
        }
        DataSet metadata = DicomJson.read(json, BulkDataResolver.LEAVE_OUT);
        for (Element element : metadata) {
            int tag = element.tag();
            boolean chosen =
                    choice.takes(tag)
                            || Dictionary.isPrivateCreator(tag) && reservesChosen(metadata, tag);
            if (chosen
                    && tag != Tag.SpecificCharacterSet
                    && tag >>> 16 != PIXEL_DATA_GROUP
                    && !(element instanceof SkippedElement)) {
                result.put(element);
            }
        }
    }

    /** A private element comes with the creator of its block (PS3.18 section 10.6.3.3). */
    private boolean reservesChosen(DataSet metadata, int creator) {
        for (Element element : metadata) {
            int tag = element.tag();
            boolean inBlock =
                    tag >>> 16 == creator >>> 16
                            && (tag & 0xFF00) >>> 8 == (creator & 0xFF)
                            && tag != creator;
            if (inBlock && choice.takes(tag)) {
                return true;
            }
        }
        return false;
    }

    private void study(DataSet result, Row row) {
        text(result, Tag.StudyDate, row.getString("study_date"));
        text(result, Tag.StudyTime, row.getString("study_time"));
        text(result, Tag.AccessionNumber, row.getString("accession_number"));
        text(result, Tag.ReferringPhysicianName, row.getString("referring_physician"));
        text(result, Tag.StudyID, row.getString("study_id"));
        text(result, Tag.StudyDescription, row.getString("study_description"));
        text(result, Tag.PatientName, row.getString("name"));
        boolean identified = !HeaderReader.UNIDENTIFIED.equals(row.getString("issuer"));
        text(result, Tag.PatientID, identified ? row.getString("patient_id") : null);
        if (identified && request.asksFor(Tag.IssuerOfPatientID)) {
            text(result, Tag.IssuerOfPatientID, row.getString("issuer"));
        }
        text(result, Tag.PatientBirthDate, row.getString("birth_date"));
        text(result, Tag.PatientSex, row.getString("sex"));
        result.put(Tag.ModalitiesInStudy, row.getArrayOfStrings("modalities"));
        result.putInts(Tag.NumberOfStudyRelatedSeries, row.getLong("study_series").intValue());
        result.putInts(Tag.NumberOfStudyRelatedInstances, row.getInteger("study_instances"));
    }

    private void series(DataSet result, Row row) {
        text(result, Tag.Modality, row.getString("modality"));
        text(result, Tag.SeriesDescription, row.getString("series_description"));
        number(result, Tag.SeriesNumber, row.getInteger("series_number"));
        asked(result, Tag.BodyPartExamined, row.getString("body_part"));
        asked(result, Tag.ProtocolName, row.getString("protocol"));
        asked(result, Tag.StationName, row.getString("station"));
        result.putInts(Tag.NumberOfSeriesRelatedInstances, row.getInteger("series_instances"));
    }

    private void instance(DataSet result, Row row) {
        text(result, Tag.SOPClassUID, row.getString("sop_class_uid"));
        text(result, Tag.SOPInstanceUID, row.getString("sop_instance_uid"));
        number(result, Tag.InstanceNumber, row.getInteger("instance_number"));
        asked(result, Tag.AvailableTransferSyntaxUID, row.getString("transfer_syntax_uid"));
    }

    private void asked(DataSet result, int tag, @Nullable String value) {
        if (value != null && (request.asksFor(tag) || request.includeAll())) {
            text(result, tag, value);
        }
    }

    /** What is required and has no value is told as empty. */
    private static void text(DataSet result, int tag, @Nullable String value) {
        if (value == null) {
            result.put(tag);
        } else {
            result.put(tag, value.replace('\\', ' '));
        }
    }

    private static void number(DataSet result, int tag, @Nullable Integer value) {
        text(result, tag, value == null ? null : value.toString());
    }
}
