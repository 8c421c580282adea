package org.radbridge.benchmarks.ingest.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.radbridge.benchmarks.ingest.corpus.Outgoing;
import org.radbridge.benchmarks.ingest.peer.DimseAddress;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;

/**
 * C-STORE over one or several associations at once, one operation outstanding on each, as
 * modalities do it. Each association has its share of the instances.
 */
public final class CStoreLoad implements Load {

    private final List<ClientAssociation> associations;
    private final List<Outgoing> instances;

    private CStoreLoad(List<ClientAssociation> associations, List<Outgoing> instances) {
        this.associations = associations;
        this.instances = instances;
    }

    /** Opens the associations. */
    public static CStoreLoad open(
            Client client, DimseAddress address, int associations, List<Outgoing> instances)
            throws IOException, InterruptedException {
        Outgoing any = instances.getFirst();
        AssociationRequest request =
                AssociationRequest.to(
                                address.host(),
                                address.port(),
                                address.aeTitle(),
                                DimseAddress.CALLING_AE_TITLE)
                        .withContext(any.request().sopClassUid(), any.request().transferSyntax());
        DicomClient scu = DicomClient.create(client.vertx());
        CStoreLoad load = new CStoreLoad(new ArrayList<>(), instances);
        try {
            for (int i = 0; i < associations; i++) {
                load.associations.add(Client.await(scu.associate(request)));
            }
        } catch (IOException | InterruptedException e) {
            load.associations.forEach(ClientAssociation::abort);
            throw e;
        }
        return load;
    }

    @Override
    public Done run() throws IOException, InterruptedException {
        List<Future<Void>> sent = new ArrayList<>();
        for (int i = 0; i < associations.size(); i++) {
            int from = i * instances.size() / associations.size();
            int until = (i + 1) * instances.size() / associations.size();
            sent.add(send(associations.get(i), instances.subList(from, until).iterator()));
        }
        Client.await(Future.all(sent));
        return new Done(
                instances.size(),
                instances.stream().mapToLong(instance -> instance.file().length()).sum());
    }

    private static Future<Void> send(ClientAssociation association, Iterator<Outgoing> left) {
        Promise<Void> all = Promise.promise();
        next(association, left, all);
        return all.future();
    }

    private static void next(
            ClientAssociation association, Iterator<Outgoing> left, Promise<Void> all) {
        if (!left.hasNext()) {
            all.complete();
            return;
        }
        Outgoing instance = left.next();
        association
                .store(instance.request(), instance.dataSet())
                .onFailure(all::tryFail)
                .onSuccess(status -> {
                    if (status.equals(DimseStatus.SUCCESS)) {
                        next(association, left, all);
                    } else {
                        all.tryFail("C-STORE was answered " + status);
                    }
                });
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ClientAssociation association : associations) {
            Client.await(association.release());
        }
    }
}
