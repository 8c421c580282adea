package org.radbridge.devstack.part;

import java.util.concurrent.CompletionStage;

/** One backing system that runs in this process, from {@link #start} to {@link #close}. */
public interface Part extends AutoCloseable {

    /** Returns when the part can be used. */
    void start() throws Exception;

    /** Asks the running part itself; called from a health request, so it answers within seconds. */
    boolean healthy();

    /** Where the part can be reached, for the line that says that it is ready. */
    String address();

    /** Completes when the part has ended without having been asked to. */
    CompletionStage<String> failed();

    /** Stops in order; what was accepted is durable afterwards. */
    @Override
    void close();
}
