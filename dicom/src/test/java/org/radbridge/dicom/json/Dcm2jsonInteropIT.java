package org.radbridge.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.Commands.Outcome;
import org.radbridge.dicom.samples.DicomSamples;

/** DCMTK's JSON of a file, read back, is the file. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A4")
class Dcm2jsonInteropIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "structured-reports/sr_document.dcm",
                "structured-reports/sample-sr.dcm",
                "charsets/chrX1.dcm",
                "ct-series/head-gantry-tilt/05.dcm"
            })
    void jsonOfDcmtkReadsAsTheSameDataSet(String sample) throws IOException, InterruptedException {
        Path file = DicomSamples.file(sample);
        Outcome outcome = Commands.run("dcm2json", "-q", file.toString());
        assertThat(outcome.exitCode()).isZero();
        String json = outcome.output().substring(outcome.output().indexOf('{'));
        DataSet theirs = DicomJson.read(json.strip());
        DataSet ours = DicomJson.read(DicomJson.write(Part10Reader.read(file).dataSet()));
        assertThat(DicomJson.write(comparable(theirs)))
                .isEqualTo(DicomJson.write(comparable(ours)));
    }

    /**
     * Without private elements and Pixel Data, whose VRs DCMTK takes from its own dictionary, and
     * without the referring physician: DCMTK drops a name that is only delimiters.
     */
    private static DataSet comparable(DataSet dataSet) {
        DataSet kept = new DataSet();
        dataSet.forEach(element -> {
            boolean left =
                    Dictionary.isPrivate(element.tag())
                            || element.tag() == Tag.PixelData
                            || element.tag() == Tag.ReferringPhysicianName
                            || element.tag() == Tag.SpecificCharacterSet;
            if (!left) {
                kept.put(element);
            }
        });
        return kept;
    }
}
