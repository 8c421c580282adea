package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest.ProposedContext;

/**
 * Sends to the destination of a C-MOVE, over an association of its own for as many instances as its
 * presentation contexts can carry (PS3.4 §C.4.2.2).
 */
final class MoveTarget implements RetrieveTarget {

    private final EventLoop loop;
    private final AssociationRequest destination;
    private final CStoreRequest.MoveOriginator originator;

    private MoveTarget(
            EventLoop loop,
            AssociationRequest destination,
            CStoreRequest.MoveOriginator originator) {
        this.loop = loop;
        this.destination = destination;
        this.originator = originator;
    }

    /** Fails with A801H when nobody knows the destination. */
    static Future<RetrieveTarget> resolve(
            EventLoop loop,
            MoveDestinations destinations,
            String aeTitle,
            AssociationInfo association,
            int messageId) {
        return loop.bring(destinations.resolve(aeTitle, association))
                .map(found ->
                        new MoveTarget(
                                loop,
                                found.orElseThrow(() ->
                                        new DimseException(DimseStatus.MOVE_DESTINATION_UNKNOWN)),
                                new CStoreRequest.MoveOriginator(
                                        association.callingAeTitle(), messageId)));
    }

    @Override
    public List<List<RetrievableInstance>> batches(List<RetrievableInstance> instances) {
        List<List<RetrievableInstance>> batches = new ArrayList<>();
        Set<ProposedContext> contexts = new HashSet<>();
        for (RetrievableInstance instance : instances) {
            contexts.addAll(contexts(instance));
            if (batches.isEmpty() || contexts.size() > AssociationRequest.MAXIMUM_CONTEXTS) {
                batches.add(new ArrayList<>());
                contexts.clear();
                contexts.addAll(contexts(instance));
            }
            batches.getLast().add(instance);
        }
        return batches;
    }

    /** One context per transfer syntax, so that each can be accepted by itself. */
    private static List<ProposedContext> contexts(RetrievableInstance instance) {
        return instance.transferSyntaxes().stream()
                .map(syntax -> new ProposedContext(instance.sopClassUid(), List.of(syntax)))
                .toList();
    }

    @Override
    public Future<Carrier> open(List<RetrievableInstance> batch) {
        List<ProposedContext> contexts =
                batch.stream().flatMap(instance -> contexts(instance).stream()).distinct().toList();
        return loop.bring(
                DicomClient.create(loop.vertx())
                        .associate(destination.withContexts(contexts))
                        .map(SubAssociation::new));
    }

    @Override
    public Optional<CStoreRequest.MoveOriginator> originator() {
        return Optional.of(originator);
    }

    private record SubAssociation(ClientAssociation association) implements Carrier {

        @Override
        public Optional<TransferSyntax> transferSyntax(RetrievableInstance instance) {
            return instance.transferSyntaxes().stream()
                    .filter(syntax ->
                            association
                                    .info()
                                    .presentationContexts()
                                    .find(instance.sopClassUid(), syntax.uid())
                                    .isPresent())
                    .findFirst();
        }

        @Override
        public Future<DimseStatus> store(CStoreRequest request, ReadStream<Buffer> dataSet) {
            return association.store(request, dataSet);
        }

        @Override
        public void finish() {
            association.release();
        }
    }
}
