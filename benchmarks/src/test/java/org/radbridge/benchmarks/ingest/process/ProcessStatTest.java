package org.radbridge.benchmarks.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessStatTest {

    /** The fields behind the name, from the third: state, ppid … utime stime cutime cstime … */
    private static final String BEHIND_THE_NAME =
            " S 1 4242 4242 0 -1 4194560 5000 60 7 0 150 25 10 4 20 0 9 0 123456 1000000 2000";

    @Test
    void timeOfTheProcessAndOfItsEndedChildrenIsAddedUp() {
        assertThat(ProcessStat.parse("4242 (storescp)" + BEHIND_THE_NAME).ticks())
                .isEqualTo(150 + 25 + 10 + 4);
    }

    @Test
    void theNameMayHoldSpacesAndParentheses() {
        assertThat(ProcessStat.parse("4242 (a (b) 1 2 3)" + BEHIND_THE_NAME).ticks())
                .isEqualTo(189);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> ProcessStat.parse("no such line"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
