package org.radbridge.fhirmapper.transaction;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.ReadAnswer;
import org.radbridge.fhirmapper.interaction.ReadRequest;
import org.radbridge.fhirmapper.interaction.ResourceInteractions;
import org.radbridge.fhirmapper.interaction.ResourceInteractions.Reading;
import org.radbridge.fhirmapper.interaction.Write;
import org.radbridge.fhirmapper.interaction.WriteInteractions;
import org.radbridge.fhirmapper.interaction.WriteInteractions.Answer;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Does Bundles of interactions for the calling user, whom the policy is asked about entry by entry.
 */
@ApplicationScoped
public class BundleInteractions {
    private final WriteInteractions writes;
    private final ResourceInteractions reads;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    BundleInteractions(
            WriteInteractions writes,
            ResourceInteractions reads,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.writes = writes;
        this.reads = reads;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * Does a Bundle; call it while the request is served.
     *
     * @param representation whether what was written is wanted back
     * @return what came of each entry, in the Bundle's order
     */
    public Uni<List<EntryAnswer>> run(Submission submission, boolean representation) {
        return submission.whole()
                ? transaction(submission.entries(), representation)
                : batch(submission.entries(), representation);
    }

    /** Writes first, in the order that R4 gives them; what is read is what they leave behind. */
    private Uni<List<EntryAnswer>> transaction(List<Entry> entries, boolean representation) {
        Map<Integer, Write> toWrite = new TreeMap<>();
        Map<Integer, Read> toRead = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i)) {
                case Entry.Wrong(RadbridgeException failure) -> throw failure;
                case Entry.Writing(Write write) -> toWrite.put(i, write);
                case Entry.Reading(ReadRequest request) -> toRead.put(i, read(request));
            }
        }
        return writes.write(
                List.copyOf(toWrite.values()),
                representation,
                (session, _, answers) -> {
                    Map<Integer, EntryAnswer> all = new TreeMap<>();
                    int next = 0;
                    for (int place : toWrite.keySet()) {
                        Answer answer = answers.get(next++);
                        all.put(place, new EntryAnswer.Wrote(answer));
                    }
                    return Multi.createFrom()
                            .iterable(toRead.entrySet())
                            .onItem()
                            .transformToUniAndConcatenate(entry ->
                                    run(session, entry.getValue())
                                            .invoke(answer ->
                                                    all.put(
                                                            entry.getKey(),
                                                            new EntryAnswer.Read(answer))))
                            .collect()
                            .last()
                            .map(_ -> List.copyOf(all.values()));
                });
    }

    private record Read(ReadRequest request, Reading reading) {}

    private Read read(ReadRequest request) {
        Action action = request.id().isPresent() ? Action.READ : Action.QUERY;
        return new Read(request, reads.reading(request.type(), action));
    }

    private Uni<ReadAnswer> run(Mutiny.Session session, Read read) {
        return reads.read(session, read.request(), read.reading());
    }

    private Uni<List<EntryAnswer>> batch(List<Entry> entries, boolean representation) {
        List<Uni<EntryAnswer>> each = new ArrayList<>();
        entries.forEach(entry -> each.add(alone(entry, representation)));
        return Multi.createFrom()
                .iterable(each)
                .onItem()
                .transformToUniAndConcatenate(answer -> answer)
                .collect()
                .asList();
    }

    private Uni<EntryAnswer> alone(Entry entry, boolean representation) {
        return switch (entry) {
            case Entry.Wrong(RadbridgeException failure) ->
                    Uni.createFrom().item(new EntryAnswer.Failed(failure));
            case Entry.Writing(Write write) ->
                    recovered(
                            write.type(),
                            writes.write(write, representation).map(EntryAnswer.Wrote::new));
            case Entry.Reading(ReadRequest request) -> recovered(request.type(), alone(request));
        };
    }

    private Uni<EntryAnswer> alone(ReadRequest request) {
        try {
            return (request.id().isEmpty()
                            ? reads.search(request.type(), request.parameters(), false)
                                    .<ReadAnswer>map(ReadAnswer.Page::new)
                            : (request.version().isPresent()
                                            ? reads.readVersion(
                                                    request.type(),
                                                    request.id().get(),
                                                    request.version().getAsInt())
                                            : reads.read(request.type(), request.id().get()))
                                    .<ReadAnswer>map(ReadAnswer.One::new))
                    .map(EntryAnswer.Read::new);
        } catch (RadbridgeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /** A failure is the entry's answer; one of the policy is on record first. */
    private Uni<EntryAnswer> recovered(String type, Uni<? extends EntryAnswer> answer) {
        AuditEntry alert =
                auditLog.entry(currentCaller.get(), Action.SECURITY_ALERT, type)
                        .refused(KitFailure.FORBIDDEN);
        return answer.<EntryAnswer>map(a -> a)
                .onFailure(AccessDenied.class)
                .call(() -> auditLog.record(alert.build()))
                .onFailure()
                .recoverWithItem(EntryAnswer.Failed::new);
    }
}
