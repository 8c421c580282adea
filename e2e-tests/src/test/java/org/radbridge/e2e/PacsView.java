package org.radbridge.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.DicomJson;

/** What the PACS holds, as DICOMweb gives it out. */
final class PacsView {
    private final RunningSuite suite;

    PacsView(RunningSuite suite) {
        this.suite = suite;
    }

    /** Every object of a study, without pixels. */
    List<DataSet> objects(String study) {
        Answer answer =
                suite.api()
                        .get(
                                suite.pacs("/dicom-web/studies/" + study + "/metadata"),
                                null,
                                "application/dicom+json");
        return answer.status() == 200 ? DicomJson.readAll(answer.text()) : List.of();
    }

    /** The objects of one SOP class. */
    List<DataSet> objects(String study, String sopClassUid) {
        return objects(study).stream()
                .filter(object -> value(object, Tag.SOPClassUID).equals(sopClassUid))
                .toList();
    }

    /** An object as a file: the one part of a multipart answer. */
    byte[] file(DataSet object) {
        Answer answer =
                suite.api()
                        .get(
                                suite.pacs(
                                        "/dicom-web/studies/"
                                                + value(object, Tag.StudyInstanceUID)
                                                + "/series/"
                                                + value(object, Tag.SeriesInstanceUID)
                                                + "/instances/"
                                                + value(object, Tag.SOPInstanceUID)),
                                null,
                                "multipart/related; type=\"application/dicom\"");
        byte[] body = answer.body();
        String latin = new String(body, StandardCharsets.ISO_8859_1);
        return Arrays.copyOfRange(body, latin.indexOf("\r\n\r\n") + 4, latin.lastIndexOf("\r\n--"));
    }

    static String value(DataSet object, int tag) {
        return object.string(tag).orElseThrow();
    }
}
