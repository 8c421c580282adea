package org.radbridge.ingest.receive;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.SplicedFile;
import org.radbridge.ingest.index.IndexEntry;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.index.Registration;
import org.radbridge.ingest.receive.Assessment.Whole;
import org.radbridge.ingest.receive.Chunks.Chunk;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.ingest.storage.Leftovers;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.PendingObject;
import org.radbridge.ingest.storage.StoredObject;

/**
 * One instance on its way in. Calls come one after another, each after the result of the one
 * before.
 *
 * <p>Bytes are gathered into chunks; while one chunk is read and written on the store's threads,
 * the next is gathered, and after that the sender waits: two chunks are in memory at most. Once the
 * instance is refused, further bytes are dropped and {@link #complete} tells why.
 */
public final class InstanceReception {
    private static final Logger LOG = Logger.getLogger(InstanceReception.class);

    private final ReceptionServices services;
    private final Sender sender;
    private final Announced announced;
    private final Treatment treatment;
    private final Assessment assessment;
    private final IncomingFormat format;
    private final Chunks chunks;
    private Uni<Void> work = Uni.createFrom().voidItem();
    private @Nullable PendingObject object;
    private volatile @Nullable Refusal refusal;
    private @Nullable String activeStudy;
    private @Nullable Whole finished;
    private @Nullable Whole compared;
    private InstanceIdentifiers identifiers;
    private long size;
    private boolean ended;

    /**
     * What the sender said before the bytes came.
     *
     * @param identifiers UIDs that the data set must repeat, as far as they are not null
     */
    record Announced(InstanceIdentifiers identifiers) {}

    InstanceReception(
            ReceptionServices services,
            Sender sender,
            Announced announced,
            Treatment treatment,
            ContentFingerprint fingerprint,
            IncomingFormat format) {
        this.services = services;
        this.sender = sender;
        this.announced = announced;
        this.treatment = treatment;
        this.assessment = new Assessment(services, sender, announced, treatment, fingerprint);
        this.format = format;
        this.identifiers = announced.identifiers();
        this.chunks = new Chunks(format.prefix(), services.buffers());
    }

    /** Takes the next bytes; the result comes when there is room for more. */
    public Uni<Void> data(Buffer bytes) {
        size += bytes.length();
        if (refusal == null && size > services.maxInstanceSize()) {
            refusal = new Refusal(RefusalReason.TOO_LARGE, "more than the configured size");
        }
        if (isDropped()) {
            return Uni.createFrom().voidItem();
        }
        chunks.add(bytes);
        if (!chunks.isFull()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> before = work;
        Chunk full = chunks.take();
        work = begun(before.chain(() -> workOn(full, () -> feed(full))));
        return before;
    }

    /** All bytes have come: makes the instance durable, and indexes it. Never fails. */
    public Uni<ReceptionOutcome> complete() {
        Chunk rest = chunks.take();
        return work.chain(() -> workOn(rest, () -> feedLast(rest)))
                .chain(this::unify)
                .chain(this::store)
                .onFailure()
                .recoverWithUni(failure -> refused(Refusals.of(failure), true))
                .eventually(this::end);
    }

    /** The rest will not come: leaves nothing behind but a record for operators. */
    public Uni<Void> abort() {
        Refusal brokenOff =
                refusal != null
                        ? refusal
                        : new Refusal(
                                RefusalReason.BROKEN_OFF, "after " + size + " bytes of content");
        return work.onFailure()
                .recoverWithNull()
                .chain(() -> refused(brokenOff, false))
                .eventually(this::end)
                .replaceWithVoid();
    }

    // --- while bytes come

    /**
     * Begins it, and gives its end only: what remembered the work too would keep every chunk of an
     * instance until its last one.
     */
    private static Uni<Void> begun(Uni<Void> work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        work.subscribe().with(_ -> end.complete(null), end::completeExceptionally);
        return Uni.createFrom().completionStage(end);
    }

    /**
     * Reads and writes in one turn: a failure to write outweighs what is wrong with the content.
     */
    private Uni<Void> workOn(Chunk chunk, Runnable reading) {
        if (isDropped()) {
            return nothing();
        }
        return pending()
                .write(chunk.bytes(), () -> read(reading))
                .invoke(() -> services.buffers().giveBack(chunk.bytes()))
                .onFailure()
                .invoke(failure -> refusal = Refusals.of(failure))
                .onFailure()
                .recoverWithNull();
    }

    /** What cannot be read is written all the same, as long as quarantine may want it. */
    private void read(Runnable reading) {
        if (refusal == null) {
            try {
                reading.run();
            } catch (Throwable failure) {
                refusal = Refusals.of(failure);
            }
        }
    }

    /** Whether nobody needs further bytes: refused, and not to be kept in quarantine either. */
    private boolean isDropped() {
        Refusal known = refusal;
        return known != null && !isQuarantined(known);
    }

    private boolean isQuarantined(Refusal why) {
        return treatment.quarantined() && services.quarantine().takes(why.reason(), size);
    }

    private PendingObject pending() {
        PendingObject known = object;
        if (known != null) {
            return known;
        }
        PendingObject begun = services.store().begin(ObjectId.create());
        object = begun;
        return begun;
    }

    private void feed(Chunk chunk) {
        format.feed(chunk.content());
        if (activeStudy == null) {
            format.soFar().ifPresent(this::noteIdentifiers);
        }
    }

    private void feedLast(Chunk chunk) {
        feed(chunk);
        finished = assessment.of(format.finish(), this::noteAllIdentifiers);
    }

    private void noteIdentifiers(DataSet soFar) {
        identifiers = InstanceIdentifiers.of(soFar).or(announced.identifiers());
        String study = identifiers.studyInstanceUid();
        if (study != null) {
            services.active().begin(study);
            activeStudy = study;
        }
    }

    // --- once all have come

    /** Instances of one study must agree; what was changed, by this or a rule, is then written. */
    private Uni<Whole> unify() {
        Refusal known = refusal;
        Whole whole = finished;
        if (known != null || whole == null) {
            return Uni.createFrom().failure(() -> failure(known));
        }
        compared = whole;
        return services.repairs()
                .unify(whole.header().study().studyInstanceUid(), whole.coercions())
                .onFailure()
                .transform(failure ->
                        new RefusedException(
                                RefusalReason.INDEX_UNAVAILABLE,
                                failure.getClass().getSimpleName()))
                .chain(coercions ->
                        coercions.isEmpty()
                                ? Uni.createFrom().item(whole)
                                : services.workers().run(() -> assessment.repaired(whole)));
    }

    private static RuntimeException failure(@Nullable Refusal known) {
        return known == null
                ? new IllegalStateException("the content was not read to its end")
                : new RefusedException(known.reason(), known.detail());
    }

    private void noteAllIdentifiers(DataSet dataSet) {
        identifiers = InstanceIdentifiers.of(dataSet).or(announced.identifiers());
    }

    private Uni<ReceptionOutcome> store(Whole whole) {
        return pending()
                .commit()
                .chain(stored -> {
                    object = null;
                    SplicedFile repaired = whole.repaired();
                    return repaired == null
                            ? Uni.createFrom().item(stored)
                            : services.rewriting().replace(stored, repaired);
                })
                .chain(stored ->
                        services.index()
                                .add(
                                        new IndexEntry(
                                                whole.header(),
                                                whole.content().transferSyntax().uid(),
                                                sender.callingAe(),
                                                stored,
                                                whole.fingerprint(),
                                                whole.metadata()))
                                .chain(result -> indexed(whole, stored, result)));
    }

    private Uni<ReceptionOutcome> indexed(
            Whole whole, StoredObject stored, Registration registration) {
        InstanceHeader header = whole.header();
        boolean coerced = whole.repaired() != null;
        return switch (registration) {
            case Registration.Added() ->
                    Uni.createFrom().item(new Stored(header, false, false, coerced));
            case Registration.Duplicate(boolean sameContent) ->
                    (sameContent
                                    ? services.store().delete(stored.id())
                                    : record(
                                            new Refusal(
                                                    RefusalReason.DUPLICATE_DIFFERS,
                                                    "the first one is kept"),
                                            stored))
                            .replaceWith(new Stored(header, true, !sameContent, coerced));
            case Registration.InOtherStudy() -> {
                Refusal why =
                        new Refusal(
                                RefusalReason.IN_OTHER_STUDY, "another study has this instance");
                forget();
                yield record(why, stored).replaceWith(() -> new Refused(why, identifiers));
            }
        };
    }

    // --- ends

    private Uni<ReceptionOutcome> refused(Refusal why, boolean whole) {
        refusal = why;
        forget();
        PendingObject begun = object;
        object = null;
        Uni<Void> recorded =
                begun != null && whole && isQuarantined(why)
                        ? begun.commit()
                                .onFailure()
                                .invoke(failure ->
                                        LOG.errorf("quarantine-failed: %s", failure.toString()))
                                .onFailure()
                                .recoverWithNull()
                                .chain(stored -> record(why, stored))
                        : discard(begun).chain(() -> record(why, null));
        return recorded.replaceWith(() -> new Refused(why, identifiers));
    }

    /** Notes a refusal; the object, if any, goes into quarantine or goes away. */
    private Uni<Void> record(Refusal why, @Nullable StoredObject stored) {
        return services.refused()
                .record(sender, why, identifiers)
                .chain(id -> {
                    if (stored == null) {
                        return nothing();
                    }
                    return id != null && isQuarantined(why)
                            ? services.quarantine().keep(id, stored)
                            : services.store().delete(stored.id());
                });
    }

    /** What was compared with the study's first instance is not stored. */
    private void forget() {
        Whole whole = compared;
        if (whole != null) {
            services.repairs().forget(whole.header().study().studyInstanceUid(), whole.coercions());
        }
    }

    private static Uni<Void> discard(@Nullable PendingObject begun) {
        return begun == null ? nothing() : Leftovers.removed(begun.discard());
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        String study = activeStudy;
        if (study != null) {
            services.active().end(study);
        }
        if (refusal != null) {
            format.abandon();
        }
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
