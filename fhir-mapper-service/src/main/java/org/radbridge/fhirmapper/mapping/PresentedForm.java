package org.radbridge.fhirmapper.mapping;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.radbridge.fhirmapper.document.Document;
import org.radbridge.fhirmapper.document.PdfWriter;
import org.radbridge.fhirmapper.document.XhtmlWriter;

/**
 * The report as a document of one content type, kept as a Binary of its own: whoever reads or
 * searches reports does not carry the documents along. Its id follows from the content, so that an
 * earlier version of the report keeps the document that it had.
 *
 * @param contentType its media type
 * @param bytes its content
 */
record PresentedForm(String contentType, byte[] bytes) {

    /** The forms of a result: PDF first, as the one that looks the same everywhere. */
    static List<PresentedForm> of(ResultSource source) {
        Document document = ReportDocument.of(source);
        return List.of(
                new PresentedForm(PdfWriter.CONTENT_TYPE, PdfWriter.write(document)),
                new PresentedForm(XhtmlWriter.CONTENT_TYPE, XhtmlWriter.write(document)));
    }

    /** The PDF alone. */
    static byte[] pdf(ResultSource source) {
        return PdfWriter.write(ReportDocument.of(source));
    }

    /** The id of its Binary. */
    String id(ResultSource source) {
        return ResourceIds.binary(
                source.event().studyInstanceUid(),
                contentType,
                HexFormat.of().formatHex(digest("SHA-256")));
    }

    /** The Binary; who may see the report may see it. */
    Binary binary(ResultSource source) {
        Binary binary = new Binary();
        binary.setId(id(source));
        binary.setContentType(contentType);
        binary.setSecurityContext(source.references().diagnosticReport());
        binary.setData(bytes);
        return binary;
    }

    /** How a report refers to it. */
    Attachment attachment(ResultSource source) {
        return new Attachment()
                .setContentType(contentType)
                .setLanguage("en")
                .setUrl("Binary/" + id(source))
                .setSize(bytes.length)
                .setHash(digest("SHA-1"))
                .setTitle("Result of image analysis")
                .setCreationElement(ResultSource.dateTime(source.statusAt()));
    }

    /** R4 has SHA-1 here; it guards against accidents, not against forgers. */
    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
