package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * A storage SCP in a process of its own, whose heap can be limited: counts what it is sent and
 * keeps nothing. Secondary captures it takes slowly, as a slow disk would. Answers each line of its
 * standard input with its figures, and ends with it.
 */
final class SinkServer {

    static final String SLOW_SOP_CLASS = Uid.SecondaryCaptureImageStorage;

    private static final long SLOW_MILLIS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();

    public static void main(String[] arguments) throws IOException {
        new SinkServer().run();
    }

    private void run() throws IOException {
        DicomServer server =
                TestServer.await(
                        DicomServer.create(
                                        vertx,
                                        DicomServerOptions.of("RADBRIDGE")
                                                .withHost("127.0.0.1")
                                                .withMaximumAssociations(2_000),
                                        DicomServerServices.storing(this::begin))
                                .listen());
        System.out.println(server.port());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        while (commands.readLine() != null) {
            System.out.println(figures(server));
        }
        TestServer.await(server.close(Duration.ofMillis(100)));
        TestServer.await(vertx.close());
    }

    private StoreReception begin(CStoreRequest request, AssociationInfo association) {
        boolean slow = request.sopClassUid().equals(SLOW_SOP_CLASS);
        return new StoreReception() {
            @Override
            public Future<Void> data(Buffer fragment) {
                bytes.addAndGet(fragment.length());
                if (!slow) {
                    return Future.succeededFuture();
                }
                Promise<Void> written = Promise.promise();
                vertx.setTimer(SLOW_MILLIS, _ -> written.complete());
                return written.future();
            }

            @Override
            public Future<DimseStatus> complete() {
                objects.incrementAndGet();
                return Future.succeededFuture(DimseStatus.SUCCESS);
            }

            @Override
            public void abort(Throwable cause) {
                // Nothing is kept.
            }
        };
    }

    /**
     * Connections, objects, bytes, the highest heap, the heap after a collection, buffers outside.
     */
    private String figures(DicomServer server) {
        long highest =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long outside =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return "%d %d %d %d %d %d"
                .formatted(
                        server.connections(), objects.get(), bytes.get(), highest, live, outside);
    }
}
