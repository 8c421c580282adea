package org.radbridge.ingest.queryretrieve;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.net.RetrievableInstance;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.wado.UncompressedCopies;

/**
 * A stored object on its way to a peer: decrypted as it is sent, as it is kept. One without
 * compression is offered in the other uncompressed syntaxes too, as every sender must be able to
 * (PS3.5 section 10.1); then it is read whole, in its turn.
 */
final class RetrievedObject implements RetrievableInstance {
    private static final List<TransferSyntax> UNCOMPRESSED =
            List.of(
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    private final ArchivedObject archived;
    private final ObjectStore store;
    private final UncompressedCopies copies;

    RetrievedObject(ArchivedObject archived, ObjectStore store, UncompressedCopies copies) {
        this.archived = archived;
        this.store = store;
        this.copies = copies;
    }

    @Override
    public String sopClassUid() {
        return archived.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
        return archived.sopInstanceUid();
    }

    @Override
    public List<TransferSyntax> transferSyntaxes() {
        TransferSyntax kept = kept();
        List<TransferSyntax> syntaxes = new ArrayList<>(List.of(kept));
        if (!kept.encapsulated() && copies.takes(source())) {
            UNCOMPRESSED.stream().filter(other -> !other.equals(kept)).forEach(syntaxes::add);
        }
        return syntaxes;
    }

    @Override
    public Future<Opened> open(TransferSyntax transferSyntax) {
        Context context = Vertx.currentContext();
        DataSetBytes bytes = new DataSetBytes();
        Multi<Buffer> dataSet =
                transferSyntax.equals(kept())
                        ? store.read(archived.object())
                                .map(bytes::of)
                                .filter(chunk -> chunk.length() > 0)
                        : copies.dataSet(source(), transferSyntax).toMulti();
        StoredStream stream = new StoredStream(dataSet, context);
        return Future.succeededFuture(
                new Opened(stream, () -> context.runOnContext(_ -> stream.close())));
    }

    private UncompressedCopies.Source source() {
        return new UncompressedCopies.Source(
                archived.sopInstanceUid(),
                archived.object(),
                archived.size(),
                archived.transferSyntaxUid(),
                archived.patient());
    }

    private TransferSyntax kept() {
        return TransferSyntax.of(archived.transferSyntaxUid());
    }
}
