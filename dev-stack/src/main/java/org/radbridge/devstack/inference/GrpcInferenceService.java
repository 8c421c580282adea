package org.radbridge.devstack.inference;

import static org.radbridge.devstack.inference.RequestedModel.status;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.radbridge.openinference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferResponse;
import org.radbridge.openinference.ModelMetadataRequest;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelReadyRequest;
import org.radbridge.openinference.ModelReadyResponse;
import org.radbridge.openinference.ModelStreamInferResponse;
import org.radbridge.openinference.RepositoryIndexRequest;
import org.radbridge.openinference.RepositoryIndexResponse;
import org.radbridge.openinference.ServerLiveRequest;
import org.radbridge.openinference.ServerLiveResponse;
import org.radbridge.openinference.ServerMetadataRequest;
import org.radbridge.openinference.ServerMetadataResponse;
import org.radbridge.openinference.ServerReadyRequest;
import org.radbridge.openinference.ServerReadyResponse;

/** The protocol's calls. Inferences go to a bounded pool; the rest is answered at once. */
final class GrpcInferenceService extends GRPCInferenceServiceImplBase {

    private final ModelRepository repository;
    private final Inference inference;
    private final ExecutorService workers;

    /**
     * @param workers rejects what it has no room for
     */
    GrpcInferenceService(ModelRepository repository, ExecutorService workers) {
        this.repository = repository;
        this.inference = new Inference(repository);
        this.workers = workers;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> caller) {
        answer(caller, ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(
            ServerReadyRequest request, StreamObserver<ServerReadyResponse> caller) {
        answer(caller, ServerReadyResponse.newBuilder().setReady(repository.ready()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> caller) {
        answer(
                caller,
                ModelReadyResponse.newBuilder()
                        .setReady(isReady(request.getName(), request.getVersion()))
                        .build());
    }

    private boolean isReady(String name, String version) {
        try {
            RequestedModel.resolve(repository, name, version);
            return true;
        } catch (StatusException e) {
            return false;
        }
    }

    @Override
    public void serverMetadata(
            ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> caller) {
        answer(caller, ServerDescription.server());
    }

    @Override
    public void modelMetadata(
            ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> caller) {
        try {
            RequestedModel asked =
                    RequestedModel.resolve(repository, request.getName(), request.getVersion());
            ServedModel served = repository.find(asked.name()).orElseThrow();
            answer(caller, ServerDescription.model(served, asked));
        } catch (StatusException e) {
            caller.onError(e);
        }
    }

    @Override
    public void repositoryIndex(
            RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> caller) {
        answer(caller, ServerDescription.index(repository, request.getReady()));
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> caller) {
        Context context = Context.current();
        submit(
                () -> {
                    try {
                        answer(caller, inference.answer(request, context));
                    } catch (StatusException e) {
                        caller.onError(e);
                    } catch (RuntimeException e) {
                        caller.onError(status(Status.INTERNAL, String.valueOf(e)));
                    }
                },
                caller);
    }

    /**
     * Requests of one stream are answered in their order, so each runs on the call's own thread.
     */
    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(
            StreamObserver<ModelStreamInferResponse> caller) {
        Context context = Context.current();
        return new StreamObserver<>() {
            @Override
            public void onNext(ModelInferRequest request) {
                ModelStreamInferResponse.Builder response = ModelStreamInferResponse.newBuilder();
                try {
                    response.setInferResponse(inference.answer(request, context));
                } catch (StatusException e) {
                    response.setErrorMessage(String.valueOf(e.getStatus().getDescription()));
                }
                caller.onNext(response.build());
            }

            @Override
            public void onError(Throwable cause) {
                caller.onError(cause);
            }

            @Override
            public void onCompleted() {
                caller.onCompleted();
            }
        };
    }

    private void submit(Runnable work, StreamObserver<?> caller) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            caller.onError(status(Status.UNAVAILABLE, "Exceeds maximum queue size"));
        }
    }

    private static <T> void answer(StreamObserver<T> caller, T message) {
        caller.onNext(message);
        caller.onCompleted();
    }
}
