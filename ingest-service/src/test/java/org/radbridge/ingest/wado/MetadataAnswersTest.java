package org.radbridge.ingest.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.PatientIdentifier;

@Tag("A4")
class MetadataAnswersTest {
    private static final String BASE = "http://archive/dicom-web/studies/1/series/";

    private final AtomicLong nanoTime = new AtomicLong(-Duration.ofHours(1).toNanos());
    private final MetadataAnswers answers = new MetadataAnswers(10_000, nanoTime::get);

    private static SeriesState series(long number, long instances) {
        return new SeriesState(number, instances, new PatientIdentifier("ISSUER", "1"));
    }

    @Test
    void anAnswerIsFoundByTheStateOfItsSeriesAndItsUrls() {
        answers.keep(series(1, 2), BASE, new byte[] {'[', ']'});

        assertThat(answers.find(series(1, 2), BASE)).contains(Buffer.buffer("[]"));
        assertThat(answers.find(series(2, 2), BASE)).isEmpty();
        assertThat(answers.find(series(1, 2), "http://other/")).isEmpty();
        assertThat(answers.find(series(1, 3), BASE)).isEmpty();
    }

    @Test
    void anAnswerIsDroppedOnceItsSeriesHasGrown() {
        answers.keep(series(1, 2), BASE, new byte[9_000]);
        assertThat(answers.find(series(1, 3), BASE)).isEmpty();
        answers.keep(series(2, 1), BASE, new byte[9_000]);

        assertThat(answers.find(series(1, 2), BASE)).isEmpty();
        assertThat(answers.find(series(2, 1), BASE)).isPresent();
    }

    @Test
    void whatWasAskedForLongestAgoMakesRoom() {
        answers.keep(series(1, 1), BASE, new byte[4_000]);
        answers.keep(series(2, 1), BASE, new byte[4_000]);
        assertThat(answers.find(series(1, 1), BASE)).isPresent();
        answers.keep(series(3, 1), BASE, new byte[4_000]);

        assertThat(answers.find(series(2, 1), BASE)).isEmpty();
        assertThat(answers.find(series(1, 1), BASE)).isPresent();
        assertThat(answers.find(series(3, 1), BASE)).isPresent();
    }

    @Test
    void anAnswerLargerThanTheRoomIsNotKept() {
        answers.keep(series(1, 1), BASE, new byte[10_001]);

        assertThat(answers.find(series(1, 1), BASE)).isEmpty();
    }

    @Test
    void anAnswerThatIsReplacedCountsOnce() {
        for (int instances = 1; instances <= 20; instances++) {
            answers.keep(series(1, instances), BASE, new byte[4_000]);
        }
        answers.keep(series(2, 1), BASE, new byte[4_000]);

        assertThat(answers.find(series(1, 20), BASE)).isPresent();
        assertThat(answers.find(series(2, 1), BASE)).isPresent();
    }

    @Test
    void whatNobodyAsksForIsDroppedAfterAWhile() {
        answers.keep(series(1, 1), BASE, new byte[1_000]);
        answers.keep(series(2, 1), BASE, new byte[1_000]);
        nanoTime.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(answers.find(series(1, 1), BASE)).isPresent();
        nanoTime.addAndGet(Duration.ofMinutes(2).toNanos());
        answers.dropUnused();

        assertThat(answers.find(series(2, 1), BASE)).isEmpty();
        assertThat(answers.find(series(1, 1), BASE)).isPresent();
    }
}
