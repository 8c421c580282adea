package org.radbridge.fhirmapper.exitpackage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.sr.StructuredReport;

/** The structured report of a result as a DICOM file, the same that lies in the PACS. */
@ApplicationScoped
public class StructuredReportDocuments implements ReportDocuments {
    private final ObjectAuthor author;

    public StructuredReportDocuments(ObjectAuthor author) {
        this.author = author;
    }

    @Override
    public List<Document> of(StudyResult result) {
        DataSet report = new StructuredReport(result, author).build();
        return List.of(
                new Document(
                        "report.dcm",
                        Part10Writer.write(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
    }
}
