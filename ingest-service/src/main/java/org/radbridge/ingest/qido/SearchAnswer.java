package org.radbridge.ingest.qido;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The results of a search as they are answered (PS3.18 section 10.6.3.3).
 *
 * @param contentType of the answer
 */
record SearchAnswer(String contentType, Buffer body) {

    /** The two forms that PS3.18 asks for. */
    enum Form {
        /** One array of all results. */
        JSON,
        /** One part per result. */
        XML;

        private static final String APPLICATION_DICOM_XML = "application/dicom+xml";

        /** The first form that is accepted. */
        static Form of(List<MediaType> accepted) {
            for (MediaType range : accepted) {
                if (range.accepts(MediaType.APPLICATION_DICOM_JSON)
                        || range.accepts("application/json")) {
                    return JSON;
                }
                if (range.type().equals(MediaType.MULTIPART_RELATED)
                        && range.parameter("type").filter(Form::isXml).isPresent()) {
                    return XML;
                }
            }
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE,
                    "results are given as application/dicom+json, or as"
                            + " multipart/related; type=\"application/dicom+xml\"");
        }

        private static boolean isXml(String type) {
            try {
                return MediaType.parse(type).accepts(APPLICATION_DICOM_XML);
            } catch (IllegalArgumentException noType) {
                return false;
            }
        }

        /** Writes results. Takes processor time: call it on a worker. */
        SearchAnswer write(List<DataSet> results) {
            return switch (this) {
                case JSON ->
                        new SearchAnswer(
                                MediaType.APPLICATION_DICOM_JSON,
                                Buffer.buffer(DicomJson.writeAll(results, BulkDataUris.NONE)));
                case XML -> parts(results);
            };
        }

        private static SearchAnswer parts(List<DataSet> results) {
            MultipartRelatedWriter writer = MultipartRelatedWriter.of(APPLICATION_DICOM_XML);
            Buffer body = Buffer.buffer();
            results.forEach(result ->
                    body.appendBuffer(writer.part(Buffer.buffer(DicomXml.write(result)))));
            return new SearchAnswer(writer.contentType(), body.appendBuffer(writer.close()));
        }
    }
}
