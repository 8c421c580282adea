package org.radbridge.dicom.net;

import java.time.Duration;

/** A timer that can be started, restarted and stopped; fires once. Confined to its event loop. */
final class Timer {

    private static final long NONE = -1;

    private final EventLoop loop;
    private final long delayMillis;
    private final Runnable task;
    private long running = NONE;

    Timer(EventLoop loop, Duration delay, Runnable task) {
        this.loop = loop;
        this.delayMillis = Math.max(1, delay.toMillis());
        this.task = task;
    }

    void restart() {
        stop();
        running = loop.vertx().setTimer(delayMillis, id -> loop.execute(() -> fire(id)));
    }

    void stop() {
        if (running != NONE) {
            loop.vertx().cancelTimer(running);
            running = NONE;
        }
    }

    /** A timer that was stopped while its firing was on the way to the loop does nothing. */
    private void fire(long id) {
        if (id == running) {
            running = NONE;
            task.run();
        }
    }
}
