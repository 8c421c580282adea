package org.radbridge.dicom.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.Commands.Outcome;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * DCMTK's Native DICOM Model of a file, read back, holds the text of the file. Not tried: a name
 * with an empty phonetic group, where DCMTK repeats the ideographic one.
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A4")
class Dcm2xmlInteropIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "structured-reports/sr_document.dcm",
                "structured-reports/sample-sr.dcm",
                "charsets/chrGreek.dcm",
                "ct-series/head-gantry-tilt/05.dcm",
                "mr-series/brain-mosaic/axasc35_1.dcm"
            })
    void xmlOfDcmtkReadsAsTheSameText(String sample) throws IOException, InterruptedException {
        Path file = DicomSamples.file(sample);
        Outcome outcome = Commands.run("dcm2xml", "-q", "-nat", "+U8", file.toString());
        assertThat(outcome.exitCode()).isZero();
        String xml = outcome.output().substring(outcome.output().indexOf("<?xml"));
        DataSet theirs =
                DicomXml.read(
                        new StringReader(xml),
                        (tag, vr, uri) -> new BinaryElement(tag, vr, new byte[0]),
                        ReadLimits.WHOLE);
        DataSet ours = Part10Reader.read(file, ReadLimits.INDEX).dataSet();
        int compared = 0;
        for (Element element : ours) {
            boolean comparable =
                    element instanceof TextElement text
                            && !text.values().isEmpty()
                            && element.tag() != Tag.SpecificCharacterSet
                            && element.tag() != Tag.ReferringPhysicianName
                            && theirs.element(element.tag())
                                    .filter(TextElement.class::isInstance)
                                    .isPresent();
            if (comparable) {
                assertThat(theirs.strings(element.tag()))
                        .as(Dictionary.format(element.tag()))
                        .isEqualTo(ours.strings(element.tag()));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }
}
