package org.radbridge.inference.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.pixels.PixelSource;
import org.radbridge.inference.postprocess.Findings;
import org.radbridge.inference.postprocess.SeriesMaximum;
import org.radbridge.inference.postprocess.Thresholds;
import org.radbridge.inference.preprocess.PreparedImage;
import org.radbridge.inference.preprocess.Preprocessing;
import org.radbridge.inference.triton.InferenceAnswer;
import org.radbridge.inference.triton.InferenceServers;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Runs one model on one study: images read and prepared, batch by batch inferred. At any moment
 * there are three stored images, one being received, one waiting and one being prepared, and one
 * batch of prepared ones, however long the series is.
 */
@ApplicationScoped
public class ModelAnalysis {
    private final InferenceServers servers;
    private final PixelSource pixels;
    private final RunConfiguration configuration;
    private final ThresholdConfiguration thresholds;
    private final RunMetrics metrics;

    public ModelAnalysis(
            InferenceServers servers,
            PixelSource pixels,
            RunConfiguration configuration,
            ThresholdConfiguration thresholds,
            RunMetrics metrics) {
        this.servers = servers;
        this.pixels = pixels;
        this.configuration = configuration;
        this.thresholds = thresholds;
        this.metrics = metrics;
    }

    /** Never fails: a failure is an outcome. */
    Uni<ModelOutcome> of(StudyClosed study, RoutedModel route) {
        return Uni.createFrom()
                .deferred(() -> servers.find(route.model()))
                .chain(card -> run(study, route, card))
                .onFailure()
                .recoverWithItem(cause -> failed(route.model(), cause));
    }

    private ModelOutcome failed(String model, Throwable cause) {
        RadbridgeException known =
                cause instanceof RadbridgeException radbridge
                        ? radbridge
                        : new RadbridgeException(
                                KitFailure.WORK_FAILED, cause.getClass().getName(), cause);
        metrics.failed(model, known.failureId());
        return new ModelOutcome.Failed(model, known);
    }

    private Uni<ModelOutcome> run(StudyClosed study, RoutedModel route, ModelCard card) {
        Thresholds siteThresholds =
                Thresholds.of(card, thresholds.byModel().getOrDefault(card.name(), Map.of()));
        return new RoutedImages(pixels)
                .of(study, route, card)
                .chain(images -> {
                    Progress progress = new Progress(card);
                    return batches(study, card, images, progress)
                            .onItem()
                            .transformToUniAndConcatenate(
                                    batch -> infer(study, card, batch, progress))
                            .onItem()
                            .ignoreAsUni()
                            .map(done ->
                                    answered(
                                            card,
                                            siteThresholds,
                                            images.getFirst().seriesInstanceUid(),
                                            progress));
                });
    }

    private Multi<List<PreparedImage>> batches(
            StudyClosed study,
            ModelCard card,
            List<RoutedImages.Reference> images,
            Progress progress) {
        Preprocessing preprocessing = new Preprocessing(card);
        return Multi.createFrom()
                .iterable(bySeries(images).entrySet())
                .onItem()
                .transformToMultiAndConcatenate(series ->
                        pixels.images(study.studyInstanceUid(), series.getKey(), series.getValue()))
                .map(preprocessing::prepare)
                .invoke(progress::prepared)
                .group()
                .intoLists()
                .of(Math.min(card.maxBatchSize(), configuration.batchSize()));
    }

    private static Map<String, Set<String>> bySeries(List<RoutedImages.Reference> images) {
        return images.stream()
                .collect(
                        Collectors.groupingBy(
                                RoutedImages.Reference::seriesInstanceUid,
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        RoutedImages.Reference::sopInstanceUid,
                                        Collectors.toSet())));
    }

    private Uni<InferenceAnswer> infer(
            StudyClosed study, ModelCard card, List<PreparedImage> batch, Progress progress) {
        return servers.infer(
                        card,
                        study.studyInstanceUid(),
                        batch.stream().map(PreparedImage::values).toList())
                .invoke(answer -> progress.answered(batch, answer));
    }

    private ModelOutcome answered(
            ModelCard card,
            Thresholds siteThresholds,
            String seriesInstanceUid,
            Progress progress) {
        String runId = UUID.randomUUID().toString();
        Findings findings = Findings.of(card, siteThresholds, progress.maximum, runId);
        ModelRun run =
                new ModelRun(
                        runId,
                        card.name(),
                        card.version(),
                        card.deviceUid(),
                        card.manufacturer(),
                        card.statement(),
                        BodyRegion.of(card.bodyParts()),
                        seriesInstanceUid,
                        progress.maximum.count(),
                        findings.findings(),
                        progress.inferenceNanos / 1_000_000);
        metrics.answered(card.name(), progress.began, progress.pixelsRead, progress.inferenceNanos);
        return new ModelOutcome.Answered(
                run, card.governance(), findings.heatMaps(), progress.pixelsRead, Instant.now());
    }

    /** What has come of a run so far; its steps follow each other, so it needs no lock. */
    private static final class Progress {
        private final Instant began = Instant.now();
        private final SeriesMaximum maximum;
        private Instant pixelsRead = began;
        private long inferenceNanos;

        Progress(ModelCard card) {
            maximum = new SeriesMaximum(card);
        }

        void prepared() {
            pixelsRead = Instant.now();
        }

        void answered(List<PreparedImage> batch, InferenceAnswer answer) {
            maximum.add(
                    batch.stream().map(PreparedImage::source).toList(),
                    answer.probabilities(),
                    answer.heatMaps());
            inferenceNanos += answer.nanos();
        }
    }
}
