package org.radbridge.ingest.receive;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.charset.UnencodableTextException;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.SplicedFile;
import org.radbridge.dicom.io.SplicedFile.NewBytes;
import org.radbridge.dicom.io.SplicedFile.OldRange;
import org.radbridge.dicom.io.SplicedFile.Piece;
import org.radbridge.ingest.receive.IncomingFormat.Content;
import org.radbridge.ingest.storage.Leftovers;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.PendingObject;
import org.radbridge.ingest.storage.StoredObject;

/**
 * Puts a changed file in the place of the one that came. Long values go from object to object in
 * chunks; a crash in between leaves an object that no row names, which the sweep removes.
 */
final class Rewriting {
    private final ObjectStore store;

    Rewriting(ObjectStore store) {
        this.store = store;
    }

    /**
     * The changed file. Text that the declared character set cannot hold turns the whole data set
     * into UTF-8.
     */
    static SplicedFile spliced(DataSet dataSet, Content content) {
        try {
            try {
                return of(dataSet, content);
            } catch (UnencodableTextException outsideTheDeclaredSet) {
                return of(dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192"), content);
            }
        } catch (InvalidValueException unfit) {
            throw new RefusedException(
                    RefusalReason.REPAIR_IMPOSSIBLE, String.valueOf(unfit.getMessage()));
        }
    }

    private static SplicedFile of(DataSet dataSet, Content content) {
        return SplicedFile.of(
                FileMetaInformation.of(dataSet, content.transferSyntax()),
                content.transferSyntax(),
                dataSet,
                content.dataSetOffset());
    }

    /** Writes the new file, then deletes the old one; after a failure neither is left. */
    Uni<StoredObject> replace(StoredObject old, SplicedFile file) {
        return written(old, file, store.begin(ObjectId.create()))
                .onItemOrFailure()
                .call(() -> Leftovers.removed(store.delete(old.id())));
    }

    private Uni<StoredObject> written(StoredObject old, SplicedFile file, PendingObject pending) {
        return Multi.createFrom()
                .iterable(file.pieces())
                .onItem()
                .transformToMultiAndConcatenate(piece -> content(old, piece))
                .onItem()
                .transformToUniAndConcatenate(pending::write)
                .onItem()
                .ignoreAsUni()
                .chain(pending::commit)
                .onFailure()
                .call(() -> Leftovers.removed(pending.discard()));
    }

    private Multi<Buffer> content(StoredObject old, Piece piece) {
        return switch (piece) {
            case NewBytes(byte[] bytes) -> Multi.createFrom().item(Buffer.buffer(bytes));
            case OldRange(long offset, long length) -> store.read(old.sealed(), offset, length);
        };
    }
}
