package org.radbridge.fhirmapper.exitpackage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.fhirmapper.pacs.PacsConfig;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.sr.StructuredReport;

/** The structured report of a result as a DICOM file, the same that lies in the PACS. */
@ApplicationScoped
public class StructuredReportDocuments implements ReportDocuments {
    private final String softwareVersion;
    private final String organization;

    public StructuredReportDocuments(
            @ConfigProperty(name = "quarkus.application.version") String softwareVersion,
            PacsConfig config) {
        this.softwareVersion = softwareVersion;
        this.organization = config.organization();
    }

    @Override
    public List<Document> of(StudyResult result) {
        DataSet report = new StructuredReport(result, softwareVersion, organization).build();
        return List.of(
                new Document(
                        "report.dcm",
                        Part10Writer.write(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
    }
}
