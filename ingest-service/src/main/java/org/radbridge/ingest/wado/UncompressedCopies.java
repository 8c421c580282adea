package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.storage.SealedObject;

/** Data sets of stored objects in another uncompressed transfer syntax, for peers by DIMSE. */
@ApplicationScoped
public class UncompressedCopies {
    private final Transcoders transcoders;

    UncompressedCopies(Transcoders transcoders) {
        this.transcoders = transcoders;
    }

    /**
     * A stored object without compression.
     *
     * @param object its bytes
     * @param size of the bytes
     */
    public record Source(
            String sopInstanceUid,
            SealedObject object,
            long size,
            String transferSyntaxUid,
            PatientIdentifier patient) {
        private ArchivedInstance instance() {
            return new ArchivedInstance(
                    "", sopInstanceUid, object, size, transferSyntaxUid, patient);
        }
    }

    /** Whether an object is small enough to be read whole. */
    public boolean takes(Source source) {
        return transcoders.take(source.instance());
    }

    /** The data set without file meta information, in turn with all that is transcoded. */
    public Uni<Buffer> dataSet(Source source, TransferSyntax syntax) {
        return transcoders
                .run(
                        source.instance(),
                        file -> DataSetWriter.write(Part10Reader.read(file).dataSet(), syntax))
                .map(Buffer::buffer);
    }
}
