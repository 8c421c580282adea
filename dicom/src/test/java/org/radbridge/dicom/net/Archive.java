package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.ReadLimits;

/** Objects in memory that can be retrieved, and how many of their streams are open. */
final class Archive implements RetrieveScp {

    private static final List<TransferSyntax> UNCOMPRESSED =
            List.of(
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    final AtomicInteger open = new AtomicInteger();
    private final List<RetrievableInstance> instances = new ArrayList<>();

    /** Adds an object. */
    Archive with(String sopClassUid, String sopInstanceUid, Buffer dataSet) {
        return with(sopClassUid, sopInstanceUid, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
    }

    /** Adds an object in a transfer syntax of its own. */
    Archive with(
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax,
            Buffer dataSet) {
        instances.add(new InMemory(sopClassUid, sopInstanceUid, transferSyntax, dataSet));
        return this;
    }

    List<RetrievableInstance> instances() {
        return instances;
    }

    @Override
    public Future<List<RetrievableInstance>> retrieve(
            RetrieveRequest request, AssociationInfo association) {
        return Future.succeededFuture(instances);
    }

    private final class InMemory implements RetrievableInstance {

        private final String sopClassUid;
        private final String sopInstanceUid;
        private final TransferSyntax transferSyntax;
        private final Buffer dataSet;

        InMemory(
                String sopClassUid,
                String sopInstanceUid,
                TransferSyntax transferSyntax,
                Buffer dataSet) {
            this.sopClassUid = sopClassUid;
            this.sopInstanceUid = sopInstanceUid;
            this.transferSyntax = transferSyntax;
            this.dataSet = dataSet;
        }

        @Override
        public String sopClassUid() {
            return sopClassUid;
        }

        @Override
        public String sopInstanceUid() {
            return sopInstanceUid;
        }

        @Override
        public List<TransferSyntax> transferSyntaxes() {
            return transferSyntax.encapsulated()
                    ? List.of(transferSyntax)
                    : Stream.concat(Stream.of(transferSyntax), UNCOMPRESSED.stream())
                            .distinct()
                            .toList();
        }

        @Override
        public Future<Opened> open(TransferSyntax wanted) {
            open.incrementAndGet();
            Buffer bytes = wanted.equals(transferSyntax) ? dataSet : encoded(wanted);
            return Future.succeededFuture(new Opened(new OneBuffer(bytes), open::decrementAndGet));
        }

        private Buffer encoded(TransferSyntax wanted) {
            DataSetParser parser = new DataSetParser(transferSyntax, ReadLimits.WHOLE);
            parser.feed(dataSet.getBytes());
            return Buffer.buffer(DataSetWriter.write(parser.finish(), wanted));
        }
    }

    /** A stream of one buffer. */
    private static final class OneBuffer implements ReadStream<Buffer> {

        private final Buffer buffer;
        private Handler<Buffer> handler = _ -> {};
        private Handler<Void> ended = _ -> {};
        private boolean sent;

        OneBuffer(Buffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public OneBuffer exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public OneBuffer handler(Handler<Buffer> newHandler) {
            handler = newHandler == null ? _ -> {} : newHandler;
            return this;
        }

        @Override
        public OneBuffer pause() {
            return this;
        }

        @Override
        public OneBuffer resume() {
            if (!sent) {
                sent = true;
                handler.handle(buffer);
                ended.handle(null);
            }
            return this;
        }

        @Override
        public OneBuffer fetch(long amount) {
            return resume();
        }

        @Override
        public OneBuffer endHandler(Handler<Void> newHandler) {
            ended = newHandler == null ? _ -> {} : newHandler;
            return this;
        }
    }
}
