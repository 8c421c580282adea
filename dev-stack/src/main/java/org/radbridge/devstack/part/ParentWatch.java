package org.radbridge.devstack.part;

import java.util.concurrent.CompletableFuture;

/**
 * Ends this process, in order, when the process that wanted it has gone, however it went. So a test
 * run that is killed leaves no server behind.
 */
final class ParentWatch {

    private ParentWatch() {}

    /** Watches the process with this id; 0 watches nothing. */
    static void exitWith(long parentId) {
        if (parentId == 0) {
            return;
        }
        CompletableFuture<ProcessHandle> gone =
                ProcessHandle.of(parentId)
                        .map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
        gone.thenRunAsync(() -> System.exit(0), task -> new Thread(task, "parent-watch").start());
    }
}
