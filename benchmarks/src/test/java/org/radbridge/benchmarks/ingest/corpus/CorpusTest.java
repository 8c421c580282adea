package org.radbridge.benchmarks.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;

class CorpusTest {

    @TempDir Path folder;

    @Test
    void everyIdentifierOfASendingIsItsOwnAndTheFilesStayAsTheyAre() throws IOException {
        Corpus corpus = Corpus.of(Kind.CT, folder, 2);
        List<Outgoing> first = corpus.load(0, 2, 17);
        List<Outgoing> second = corpus.load(0, 2, 18);
        for (Outgoing outgoing : List.of(first.get(0), second.get(0))) {
            Part10File read = Part10Reader.read(outgoing.file().getBytes());
            DataSet dataSet = read.dataSet();
            String uid = outgoing.request().sopInstanceUid();
            assertThat(dataSet.string(Tag.SOPInstanceUID)).contains(uid);
            assertThat(read.fileMeta().string(Tag.MediaStorageSOPInstanceUID)).contains(uid);
            assertThat(dataSet.string(Tag.StudyInstanceUID)).contains(outgoing.studyInstanceUid());
            assertThat(dataSet.string(Tag.SeriesInstanceUID))
                    .contains(outgoing.seriesInstanceUid());
            assertThat(dataSet.string(Tag.PatientID)).contains(outgoing.patientId());
        }
        assertThat(
                        Stream.of(first, second)
                                .flatMap(List::stream)
                                .map(outgoing -> outgoing.request().sopInstanceUid()))
                .doesNotHaveDuplicates();
        assertThat(first.get(0).seriesInstanceUid()).isEqualTo(first.get(1).seriesInstanceUid());
        assertThat(first.get(0).studyInstanceUid()).isNotEqualTo(second.get(0).studyInstanceUid());
        assertThat(Part10Reader.read(folder.resolve("ct/0000.dcm")).dataSet().string(Tag.PatientID))
                .contains(new Identity(0, 0, 1).patientId());
    }

    @Test
    void aCStoreSendsTheFileWithoutItsMetaInformation() throws IOException {
        Outgoing outgoing = Corpus.of(Kind.CT, folder, 1).load(0, 1, 1).getFirst();
        // (0008,0005) in Explicit VR Little Endian
        assertThat(outgoing.dataSet().getBytes(0, 6)).containsExactly(8, 0, 5, 0, 'C', 'S');
        assertThat(outgoing.file().getBytes(128, 132)).isEqualTo("DICM".getBytes());
    }

    @Test
    void goneThroughAgainTheSameFileIsAnotherInstance() throws IOException {
        List<Outgoing> loaded = Corpus.of(Kind.CT, folder, 1).load(0, 3, 5);
        assertThat(loaded.stream().map(outgoing -> outgoing.request().sopInstanceUid()))
                .doesNotHaveDuplicates();
    }

    @Test
    void sizesAndNoiseAreThoseOfRealImages() throws IOException {
        byte[] ct = CorpusObject.file(Kind.CT, 0, 1);
        byte[] radiograph = CorpusObject.file(Kind.RADIOGRAPH, 3, 1);
        assertThat(ct.length).isBetween(512 * 1024, 514 * 1024);
        assertThat(radiograph.length).isBetween(8_000_000, 10_002_000);
        assertThat(compressed(ct) / (double) ct.length).isBetween(0.35, 0.75);
        assertThat(compressed(radiograph) / (double) radiograph.length).isBetween(0.35, 0.75);
    }

    @Test
    void aFileThatSomebodyElsePutThereIsNotSent() throws IOException {
        Corpus corpus = Corpus.of(Kind.CT, folder, 1);
        Files.write(folder.resolve("ct/0000.dcm"), new byte[1000]);
        assertThatThrownBy(() -> corpus.load(0, 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not of this corpus");
    }

    private static int compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
            gzip.write(bytes);
        }
        return output.size();
    }
}
