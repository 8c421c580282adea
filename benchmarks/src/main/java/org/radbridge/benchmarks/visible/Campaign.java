package org.radbridge.benchmarks.visible;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.benchmarks.visible.StudyFeed.OutgoingStudy;

/**
 * Sends studies at a steady pace, whatever becomes of those before, and asks for their timelines
 * after the last was sent.
 */
final class Campaign {

    /** How long one study may keep us waiting after all were sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int SAID_EVERY = 10;

    private record SentStudy(Kind kind, String uid, Optional<ReportWatch.Sighting> sighting) {}

    private final StudyFeed feed;
    private final Modality modality;
    private final TimelineReader reader;
    private final Optional<ReportWatch> watch;
    private final PrintStream progress;
    private int next;

    /**
     * @param watch looks for each report while studies are under way, if anybody does
     */
    Campaign(
            StudyFeed feed,
            Modality modality,
            TimelineReader reader,
            Optional<ReportWatch> watch,
            PrintStream progress) {
        this.feed = feed;
        this.modality = modality;
        this.reader = reader;
        this.watch = watch;
        this.progress = progress;
    }

    /**
     * Sends the next studies of the feed and waits for them.
     *
     * @param what they are for, for people
     * @throws IOException when one is refused or does not come through
     */
    Outcome run(String what, int count, Duration interval)
            throws IOException, InterruptedException {
        List<SentStudy> sent = new ArrayList<>();
        long begin = System.nanoTime();
        long lastBegan = begin;
        for (int i = 0; i < count; i++) {
            OutgoingStudy study = feed.study(next++);
            pauseUntil(begin + i * interval.toNanos());
            lastBegan = System.nanoTime();
            modality.send(study);
            sent.add(
                    new SentStudy(
                            study.kind(), study.uid(), watch.map(each -> each.of(study.uid()))));
            say(what, "sent", i + 1, count);
        }
        List<MeasuredStudy> through = new ArrayList<>();
        for (SentStudy study : sent) {
            through.add(await(study));
            say(what, "through", through.size(), count);
        }
        Duration sending = Duration.ofNanos(lastBegan - begin);
        return new Outcome(through, count < 2 ? interval : sending.dividedBy(count - 1L));
    }

    private MeasuredStudy await(SentStudy study) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < limit) {
            Optional<MeasuredStudy> measured = reader.read(study.kind(), study.uid());
            if (measured.isPresent()) {
                return study.sighting().isEmpty()
                        ? measured.get()
                        : measured.get().seenAt(study.sighting().get().at());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException(
                "Study "
                        + study.uid()
                        + " did not come through within "
                        + PATIENCE.toSeconds()
                        + " s of the last one's sending");
    }

    private static void pauseUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    private void say(String what, String step, int done, int count) {
        if (done % SAID_EVERY == 0 || done == count) {
            progress.printf("%s: %d of %d %s%n", what, done, count, step);
        }
    }

    /**
     * What came of the studies.
     *
     * @param studies all that were sent, in that order
     * @param meanInterval from one study's arrival to the next, as it came to pass
     */
    record Outcome(List<MeasuredStudy> studies, Duration meanInterval) {
        Outcome {
            studies = List.copyOf(studies);
        }
    }
}
