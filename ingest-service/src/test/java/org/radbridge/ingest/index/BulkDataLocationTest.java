package org.radbridge.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.json.DicomJson;

@Tag("A4")
class BulkDataLocationTest {
    private static final int PIXEL_DATA = 0x7FE00010;
    private static final int PRIVATE = 0x00091010;

    private final DataSet dataSet =
            new DataSet()
                    .put(
                            org.radbridge.dicom.data.Tag.PatientComments,
                            "\"BulkDataURI\":\"7FE00010?offset=1&length=1\"")
                    .putItems(
                            org.radbridge.dicom.data.Tag.ReferencedImageSequence,
                            new DataSet().put(new SkippedElement(PRIVATE, Vr.OB, 300, 20, false)))
                    .put(new SkippedElement(PIXEL_DATA, Vr.OW, 900, 5_000_000_000L, true));

    @Test
    void whatTheMetadataLeavesOutIsFoundByItsPath() {
        BulkDataLocations locations = new BulkDataLocations(offset -> offset + 100);

        String stored = locations.locatedIn(DicomJson.write(dataSet, locations));

        assertThat(BulkDataLocation.find(stored, "7FE00010"))
                .hasValue(new BulkDataLocation("7FE00010", 1000, 5_000_000_000L, true));
        assertThat(BulkDataLocation.find(stored, "00081140/1/00091010"))
                .hasValue(new BulkDataLocation("00081140/1/00091010", 400, 20, false));
        assertThat(BulkDataLocation.find(stored, "00091010")).isEmpty();
        assertThat(BulkDataLocation.all(stored)).hasSize(2);
    }

    @Test
    void theContentReadsTheSameWhereverItsValuesLie() {
        String here = DicomJson.write(dataSet, new BulkDataLocations(offset -> offset));
        String there = DicomJson.write(dataSet, new BulkDataLocations(offset -> offset + 4711));

        assertThat(here).isEqualTo(there).doesNotContain("offset=900");
    }

    @Test
    void metadataWithoutSuchValuesStaysAsItIs() {
        BulkDataLocations locations = new BulkDataLocations(offset -> offset);
        DataSet small = new DataSet().put(org.radbridge.dicom.data.Tag.Modality, "CT");

        String written = DicomJson.write(small, locations);

        assertThat(locations.locatedIn(written)).isSameAs(written);
        assertThat(BulkDataLocation.all(written)).isEmpty();
    }
}
