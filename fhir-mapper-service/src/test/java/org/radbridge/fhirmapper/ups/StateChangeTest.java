package org.radbridge.fhirmapper.ups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.fhirmapper.store.WorkitemState;

/** PS3.4 table CC.1.1-2, the rows of N-ACTION, with the lock {@code 1.2}. */
@Tag("C16")
class StateChangeTest {

    @ParameterizedTest(name = "{0}, asked for {1} with {2}: {3}")
    @CsvSource({
        "SCHEDULED,   IN_PROGRESS, 1.2, CLAIM",
        "SCHEDULED,   IN_PROGRESS, 3.4, CLAIM",
        "SCHEDULED,   IN_PROGRESS,    , ups-transaction-uid-missing",
        "SCHEDULED,   SCHEDULED,   1.2, ups-scheduled-only-new",
        "SCHEDULED,   COMPLETED,   1.2, ups-not-in-progress",
        "SCHEDULED,   CANCELED,    1.2, ups-not-in-progress",
        "IN_PROGRESS, SCHEDULED,   1.2, ups-scheduled-only-new",
        "IN_PROGRESS, IN_PROGRESS, 1.2, ups-in-progress",
        "IN_PROGRESS, COMPLETED,   1.2, ups-not-attested",
        "IN_PROGRESS, COMPLETED,   3.4, ups-transaction-uid-wrong",
        "IN_PROGRESS, COMPLETED,      , ups-transaction-uid-missing",
        "IN_PROGRESS, CANCELED,    1.2, RELEASE",
        "IN_PROGRESS, CANCELED,    3.4, ups-transaction-uid-wrong",
        "COMPLETED,   IN_PROGRESS, 1.2, ups-final",
        "COMPLETED,   COMPLETED,   1.2, ALREADY",
        "COMPLETED,   COMPLETED,      , ups-transaction-uid-missing",
        "COMPLETED,   CANCELED,    1.2, ups-final",
        "CANCELED,    IN_PROGRESS, 1.2, ups-final",
        "CANCELED,    COMPLETED,   1.2, ups-final",
        "CANCELED,    CANCELED,    1.2, ALREADY",
    })
    void comesToWhatTheTableSays(
            WorkitemState state, WorkitemState wanted, @Nullable String given, String outcome) {
        Optional<String> lock =
                state == WorkitemState.SCHEDULED ? Optional.empty() : Optional.of("1.2");
        if (outcome.startsWith("ups-")) {
            assertThatThrownBy(
                            () -> StateChange.of(state, lock, wanted, Optional.ofNullable(given)))
                    .hasMessageContaining(outcome);
        } else {
            assertThat(StateChange.of(state, lock, wanted, Optional.ofNullable(given)))
                    .isEqualTo(StateChange.valueOf(outcome));
        }
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED", "CANCELED"})
    void whatWasClaimedElsewhereHasNoTransactionUidThatFits(WorkitemState wanted) {
        assertThatThrownBy(() ->
                        StateChange.of(
                                WorkitemState.IN_PROGRESS,
                                Optional.empty(),
                                wanted,
                                Optional.of("1.2")))
                .hasMessageContaining("ups-transaction-uid-wrong");
    }
}
