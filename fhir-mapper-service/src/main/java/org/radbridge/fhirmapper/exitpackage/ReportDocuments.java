package org.radbridge.fhirmapper.exitpackage;

import java.util.List;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;

/** A form of a study's report that stands in a package: others can read it without Radbridge. */
public interface ReportDocuments {

    /**
     * A file.
     *
     * @param name its name beside the study's other files
     */
    record Document(String name, byte[] content) {}

    /** The documents of a result: computation. */
    List<Document> of(StudyResult result);
}
