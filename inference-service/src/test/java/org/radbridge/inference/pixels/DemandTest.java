package org.radbridge.inference.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class DemandTest {
    private final Demand demand = new Demand();

    @Test
    void theNextIsWantedAtOnceWhileMoreWereAskedFor() {
        demand.add(2);

        assertThat(demand.handedOver().succeeded()).isTrue();
        assertThat(demand.handedOver().isComplete()).isFalse();
    }

    @Test
    void whatWaitsGoesOnWhenMoreIsAskedFor() {
        demand.add(1);
        Future<Void> waiting = demand.handedOver();

        demand.add(1);

        assertThat(waiting.succeeded()).isTrue();
    }

    @Test
    void whoeverAsksForEverythingNeverWaits() {
        demand.add(Long.MAX_VALUE);
        demand.add(Long.MAX_VALUE);

        assertThat(demand.handedOver().succeeded()).isTrue();
    }

    @Test
    void whatWaitsFailsWhenNobodyReadsAnyMore() {
        demand.add(1);
        Future<Void> waiting = demand.handedOver();

        demand.cancel();

        assertThat(waiting.cause()).isInstanceOf(Demand.CancelledException.class);
        assertThat(demand.handedOver().failed()).isTrue();
    }
}
