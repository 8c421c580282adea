package org.radbridge.ingest.research;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.deidentify.DeidentificationException;
import org.radbridge.dicom.deidentify.Deidentifier;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Parser;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.io.SplicedFile;
import org.radbridge.dicom.io.SplicedFile.NewBytes;
import org.radbridge.dicom.io.SplicedFile.OldRange;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.SealedObject;
import org.radbridge.ingest.storage.StorageWorkers;

/**
 * Reads stored instances and makes their de-identified copies. Pixels go from the store to the copy
 * in chunks; they are decrypted twice, once to find what stands after them.
 */
@ApplicationScoped
class DeidentifiedCopies {

    /** What becomes of an instance. */
    sealed interface Copy {}

    /**
     * A copy.
     *
     * @param name patient, study, series and instance, by what they are called in the project
     */
    record Made(String name, SplicedFile file) implements Copy {}

    /** None. */
    record Refused(String reason) implements Copy {}

    private final ObjectStore store;
    private final StorageWorkers workers;

    DeidentifiedCopies(ObjectStore store, StorageWorkers workers) {
        this.store = store;
        this.workers = workers;
    }

    /** Reads an instance. */
    Uni<Copy> copy(SealedObject object, Deidentifier deidentifier) {
        Part10Parser parser = new Part10Parser(ReadLimits.INDEX);
        return store.read(object)
                .onItem()
                .transformToUniAndConcatenate(chunk ->
                        workers.run(() -> {
                            parser.feed(chunk.getBytes());
                            return true;
                        }))
                .onItem()
                .ignoreAsUni()
                .chain(() -> workers.run(() -> made(parser.finish(), deidentifier)))
                .onFailure(DicomFormatException.class)
                .recoverWithItem(new Refused("unreadable"))
                .onTermination()
                .invoke(parser::abandon);
    }

    private static Copy made(Part10File file, Deidentifier deidentifier) {
        try {
            DataSet dataSet = deidentifier.deidentify(file.dataSet());
            SplicedFile spliced =
                    SplicedFile.of(
                            FileMetaInformation.of(dataSet, file.transferSyntax()),
                            file.transferSyntax(),
                            dataSet,
                            0);
            return new Made(name(dataSet), spliced);
        } catch (DeidentificationException refused) {
            return new Refused("burned-in-annotation");
        } catch (InvalidValueException deflated) {
            return new Refused("deflated");
        }
    }

    private static String name(DataSet dataSet) {
        return String.join(
                        "/",
                        dataSet.string(Tag.PatientID).orElseThrow(),
                        dataSet.string(Tag.StudyInstanceUID).orElseThrow(),
                        dataSet.string(Tag.SeriesInstanceUID).orElseThrow(),
                        dataSet.string(Tag.SOPInstanceUID).orElseThrow())
                + ".dcm";
    }

    /** The bytes of a copy. */
    Multi<Buffer> content(SealedObject object, SplicedFile file) {
        return Multi.createFrom()
                .iterable(file.pieces())
                .onItem()
                .transformToMultiAndConcatenate(piece ->
                        switch (piece) {
                            case NewBytes(byte[] bytes) ->
                                    Multi.createFrom().item(Buffer.buffer(bytes));
                            case OldRange(long offset, long length) ->
                                    store.read(object, offset, length);
                        });
    }
}
