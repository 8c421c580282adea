package org.radbridge.benchmarks.visible;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.radbridge.benchmarks.visible.StudyFeed.OutgoingInstance;
import org.radbridge.benchmarks.visible.StudyFeed.OutgoingStudy;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.ReadLimits;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyFeedTest {

    private StudyFeed feed;

    @BeforeAll
    void draw() {
        feed = new StudyFeed("test", List.of(Kind.CHEST, Kind.HEAD));
    }

    @Test
    void kindsTakeTurns() {
        assertThat(List.of(feed.study(0).kind(), feed.study(1).kind(), feed.study(2).kind()))
                .containsExactly(Kind.CHEST, Kind.HEAD, Kind.CHEST);
        assertThat(feed.study(0).instances()).hasSize(1);
        assertThat(feed.study(1).instances()).hasSize(24);
    }

    @Test
    void noTwoStudiesShareAPatientAnAccessionOrAUid() {
        Set<String> identifiers = new HashSet<>();
        for (int number = 0; number < 12; number++) {
            OutgoingStudy study = feed.study(number);
            DataSet first = decoded(study.instances().getFirst());
            for (int tag :
                    new int[] {
                        Tag.PatientID,
                        Tag.AccessionNumber,
                        Tag.StudyInstanceUID,
                        Tag.SeriesInstanceUID,
                        Tag.SOPInstanceUID
                    }) {
                assertThat(identifiers.add(first.string(tag).orElseThrow())).isTrue();
            }
        }
    }

    @Test
    void whatIsSentSaysOfItselfWhatTheRequestSays() {
        OutgoingStudy study = feed.study(1);
        for (OutgoingInstance instance : study.instances()) {
            DataSet dataSet = decoded(instance);
            assertThat(dataSet.string(Tag.StudyInstanceUID)).contains(study.uid());
            assertThat(dataSet.string(Tag.SOPInstanceUID))
                    .contains(instance.request().sopInstanceUid());
            assertThat(dataSet.string(Tag.SOPClassUID)).contains(study.sopClassUid());
            assertThat(dataSet.bytes(Tag.PixelData).orElseThrow()).hasSize(256 * 256 * 2);
        }
    }

    @Test
    void anotherSaltMakesOtherStudies() {
        StudyFeed other = new StudyFeed("other", List.of(Kind.CHEST));
        assertThat(other.study(0).uid()).isNotEqualTo(feed.study(0).uid());
    }

    private static DataSet decoded(OutgoingInstance instance) {
        DataSetParser parser = new DataSetParser(StudyFeed.SYNTAX, ReadLimits.WHOLE);
        parser.feed(instance.dataSet().getBytes());
        return parser.finish();
    }
}
