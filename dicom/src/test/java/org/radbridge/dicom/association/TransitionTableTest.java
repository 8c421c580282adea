package org.radbridge.dicom.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cell of PS3.8 Table 9-10, told in another way than the table does: first by what an event
 * means where it is expected, then by what the standard does with it everywhere else.
 */
@Tag("A1")
@Tag("A2")
class TransitionTableTest {

    private static final Map<State, Map<Event, Action>> EXPECTED = new HashMap<>();

    static {
        // Opening, as requestor and as acceptor.
        expect(State.STA1, Event.EVT1, Action.AE_1);
        expect(State.STA4, Event.EVT2, Action.AE_2);
        expect(State.STA5, Event.EVT3, Action.AE_3);
        expect(State.STA5, Event.EVT4, Action.AE_4);
        expect(State.STA1, Event.EVT5, Action.AE_5);
        expect(State.STA2, Event.EVT6, Action.AE_6);
        expect(State.STA3, Event.EVT7, Action.AE_7);
        expect(State.STA3, Event.EVT8, Action.AE_8);
        // Data, also from the peer whom we asked to release, also to the peer who asked us.
        expect(State.STA6, Event.EVT9, Action.DT_1);
        expect(State.STA8, Event.EVT9, Action.AR_7);
        expect(State.STA6, Event.EVT10, Action.DT_2);
        expect(State.STA7, Event.EVT10, Action.AR_6);
        // Release, and its collision.
        expect(State.STA6, Event.EVT11, Action.AR_1);
        expect(State.STA6, Event.EVT12, Action.AR_2);
        expect(State.STA7, Event.EVT12, Action.AR_8);
        expect(State.STA7, Event.EVT13, Action.AR_3);
        expect(State.STA10, Event.EVT13, Action.AR_10);
        expect(State.STA11, Event.EVT13, Action.AR_3);
        expect(State.STA8, Event.EVT14, Action.AR_4);
        expect(State.STA9, Event.EVT14, Action.AR_9);
        expect(State.STA12, Event.EVT14, Action.AR_4);
        // Abort, closing and the timer before there is an association and after.
        expect(State.STA4, Event.EVT15, Action.AA_2);
        expect(State.STA2, Event.EVT16, Action.AA_2);
        expect(State.STA13, Event.EVT16, Action.AA_2);
        expect(State.STA2, Event.EVT17, Action.AA_5);
        expect(State.STA4, Event.EVT17, Action.AA_4);
        expect(State.STA13, Event.EVT17, Action.AR_5);
        expect(State.STA2, Event.EVT18, Action.AA_2);
        expect(State.STA13, Event.EVT18, Action.AA_2);
        // Abort and closing while there is one, or the attempt at one.
        for (State state : connected()) {
            expect(state, Event.EVT15, Action.AA_1);
            expect(state, Event.EVT16, Action.AA_3);
            expect(state, Event.EVT17, Action.AA_4);
        }
        // Whatever else comes in: an abort by the user before there is an association, by the
        // provider while there is one, and hardly anything after.
        for (Event received : received()) {
            expectElse(State.STA2, received, Action.AA_1);
            connected().forEach(state -> expectElse(state, received, Action.AA_8));
            boolean provokes = received == Event.EVT6 || received == Event.EVT19;
            expectElse(State.STA13, received, provokes ? Action.AA_7 : Action.AA_6);
        }
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (State state : State.values()) {
            for (Event event : Event.values()) {
                cells.add(
                        Arguments.of(
                                state,
                                event,
                                Optional.ofNullable(
                                        EXPECTED.getOrDefault(state, Map.of()).get(event))));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cells")
    void everyCellIsAsTheStandardHasIt(State state, Event event, Optional<Action> action) {
        assertThat(TransitionTable.find(state, event).map(Transition::action)).isEqualTo(action);
    }

    @Test
    void everyActionLeadsToTheStateOfTables96To99() {
        Map<State, Set<Action>> byNextState = new HashMap<>();
        byNextState.put(
                State.STA1,
                EnumSet.of(
                        Action.AE_4,
                        Action.AR_3,
                        Action.AR_5,
                        Action.AA_2,
                        Action.AA_3,
                        Action.AA_4,
                        Action.AA_5));
        byNextState.put(State.STA2, EnumSet.of(Action.AE_5));
        byNextState.put(State.STA4, EnumSet.of(Action.AE_1));
        byNextState.put(State.STA5, EnumSet.of(Action.AE_2));
        byNextState.put(State.STA6, EnumSet.of(Action.AE_3, Action.AE_7, Action.DT_1, Action.DT_2));
        byNextState.put(State.STA7, EnumSet.of(Action.AR_1, Action.AR_6));
        byNextState.put(State.STA8, EnumSet.of(Action.AR_2, Action.AR_7));
        byNextState.put(State.STA11, EnumSet.of(Action.AR_9));
        byNextState.put(State.STA12, EnumSet.of(Action.AR_10));
        byNextState.put(
                State.STA13,
                EnumSet.of(
                        Action.AE_8,
                        Action.AR_4,
                        Action.AA_1,
                        Action.AA_6,
                        Action.AA_7,
                        Action.AA_8));

        byNextState.forEach((state, actions) ->
                assertThat(actions)
                        .allSatisfy(action ->
                                assertThat(action.next()).isEqualTo(new NextState.Always(state))));
        assertThat(Action.AE_6.next())
                .isEqualTo(new NextState.ByAcceptability(State.STA3, State.STA13));
        assertThat(Action.AR_8.next()).isEqualTo(new NextState.ByRole(State.STA9, State.STA10));
    }

    private static void expect(State state, Event event, Action action) {
        Action before = EXPECTED.computeIfAbsent(state, _ -> new HashMap<>()).put(event, action);
        assertThat(before).isNull();
    }

    private static void expectElse(State state, Event event, Action action) {
        EXPECTED.computeIfAbsent(state, _ -> new HashMap<>()).putIfAbsent(event, action);
    }

    private static Set<State> connected() {
        Set<State> states = EnumSet.range(State.STA3, State.STA12);
        states.remove(State.STA4);
        return states;
    }

    private static List<Event> received() {
        return Arrays.asList(
                Event.EVT3,
                Event.EVT4,
                Event.EVT6,
                Event.EVT10,
                Event.EVT12,
                Event.EVT13,
                Event.EVT19);
    }
}
