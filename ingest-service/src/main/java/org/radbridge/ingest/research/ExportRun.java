package org.radbridge.ingest.research;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiFunction;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.deidentify.Deidentifier;
import org.radbridge.ingest.research.DeidentifiedCopies.Made;
import org.radbridge.ingest.research.DeidentifiedCopies.Refused;
import org.radbridge.ingest.research.ExportRows.Order;
import org.radbridge.ingest.research.ExportRows.Source;

/**
 * One download of an export: studies one after another, instances one after another, as fast as the
 * client reads. Not safe for threads; the stream calls it in turn.
 */
final class ExportRun {
    private final Order order;
    private final ExportRows rows;
    private final DeidentifiedCopies copies;
    private final Deidentifier deidentifier;
    private final BiFunction<String, PatientIdentifier, Uni<Void>> audit;
    private final ZipStream zip = new ZipStream();
    private final StringBuilder refusals = new StringBuilder("number,reason\n");
    private int studiesDone;
    private long exported;
    private long refused;

    ExportRun(
            Order order,
            ExportRows rows,
            DeidentifiedCopies copies,
            Deidentifier deidentifier,
            BiFunction<String, PatientIdentifier, Uni<Void>> audit) {
        this.order = order;
        this.rows = rows;
        this.copies = copies;
        this.deidentifier = deidentifier;
        this.audit = audit;
    }

    /** The ZIP file. */
    Multi<Buffer> content() {
        Multi<Buffer> studies =
                Multi.createFrom()
                        .iterable(order.studies())
                        .onItem()
                        .transformToMultiAndConcatenate(this::study);
        Multi<Buffer> end = Multi.createFrom().uni(Uni.createFrom().deferred(this::finished));
        return Multi.createBy()
                .concatenating()
                .streams(studies, end)
                .filter(bytes -> bytes.length() > 0)
                .onFailure()
                .call(() -> note("BROKEN_OFF"))
                .onCancellation()
                .call(() -> note("BROKEN_OFF"));
    }

    private Multi<Buffer> study(String uid) {
        return rows.instances(uid)
                .call(sources ->
                        sources.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : audit.apply(uid, sources.getFirst().patient()))
                .onItem()
                .transformToMulti(sources -> Multi.createFrom().iterable(sources))
                .onItem()
                .transformToMultiAndConcatenate(this::instance)
                .onCompletion()
                .call(() -> {
                    studiesDone++;
                    return note("RUNNING");
                });
    }

    private Multi<Buffer> instance(Source source) {
        return copies.copy(source.object(), deidentifier)
                .onItem()
                .transformToMulti(copy ->
                        switch (copy) {
                            case Made made -> file(source, made);
                            case Refused(String reason) -> refuse(reason);
                        });
    }

    private Multi<Buffer> file(Source source, Made made) {
        exported++;
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(() -> zip.begin(made.name())),
                        copies.content(source.object(), made.file()).map(zip::write),
                        Multi.createFrom().item(zip::end));
    }

    /** Who was left out is told by number alone. */
    private Multi<Buffer> refuse(String reason) {
        refused++;
        refusals.append(exported + refused).append(',').append(reason).append('\n');
        return Multi.createFrom().empty();
    }

    private Uni<Buffer> finished() {
        Buffer rest =
                zip.begin("refused.csv")
                        .appendBuffer(zip.write(Buffer.buffer(refusals.toString())))
                        .appendBuffer(zip.end())
                        .appendBuffer(zip.finish());
        return note("DONE").replaceWith(rest);
    }

    private Uni<Void> note(String state) {
        return rows.progress(order.export().id(), state, studiesDone, exported, refused);
    }
}
