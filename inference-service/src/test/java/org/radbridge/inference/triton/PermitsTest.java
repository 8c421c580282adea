package org.radbridge.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B1")
class PermitsTest {
    private final Permits permits = new Permits(2);
    private final List<UniEmitter<? super String>> calls = new ArrayList<>();

    @Test
    void theThirdCallWaitsForOneToEnd() {
        call();
        call();
        UniAssertSubscriber<String> third = call();
        assertThat(calls).hasSize(2);
        assertThat(permits.load()).isEqualTo(3);

        calls.getFirst().complete("first");

        assertThat(calls).hasSize(3);
        calls.getLast().complete("third");
        third.assertCompleted().assertItem("third");
        assertThat(permits.load()).isEqualTo(1);
    }

    @Test
    void aFailedCallLetsTheNextOneThrough() {
        UniAssertSubscriber<String> first = call();
        call();
        call();

        calls.getFirst().fail(new IllegalStateException("the server said no"));

        first.assertFailedWith(IllegalStateException.class);
        assertThat(calls).hasSize(3);
    }

    @Test
    void aCallerWhoGivesUpWhileWaitingIsNotServed() {
        call();
        call();
        UniAssertSubscriber<String> third = call();
        third.cancel();

        calls.getFirst().complete("first");

        assertThat(calls).hasSize(2);
        assertThat(permits.load()).isEqualTo(1);
    }

    @Test
    void aCallerWhoGivesUpWhileServedFreesItsPlace() {
        UniAssertSubscriber<String> first = call();
        call();
        call();

        first.cancel();

        assertThat(calls).hasSize(3);
        assertThat(permits.load()).isEqualTo(2);
    }

    private UniAssertSubscriber<String> call() {
        return permits.within(() -> Uni.createFrom().<String>emitter(emitter -> calls.add(emitter)))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
