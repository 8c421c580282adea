package org.radbridge.devstack.send;

import java.util.List;
import java.util.function.Consumer;

/** A way to bring DICOM files to a suite. Blocks until every file has its outcome. */
public interface Sender extends AutoCloseable {

    /**
     * What became of one file.
     *
     * @param failure empty when it was stored
     */
    record Outcome(DicomFile file, String failure) {
        static Outcome stored(DicomFile file) {
            return new Outcome(file, "");
        }

        public boolean isStored() {
            return failure.isEmpty();
        }
    }

    /**
     * Sends the files; one that fails does not keep the others back.
     *
     * @param outcomes told of each file, once, on the calling thread
     */
    void send(List<DicomFile> files, Consumer<Outcome> outcomes) throws InterruptedException;

    @Override
    void close();
}
