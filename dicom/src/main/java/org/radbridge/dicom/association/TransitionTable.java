package org.radbridge.dicom.association;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The state transition table of the upper layer, PS3.8 Table 9-10: events down, states across. The
 * text below is the table and the only source of transitions, so that it can be laid beside the
 * standard. A dash is an empty cell: the event cannot happen in that state.
 */
public final class TransitionTable {

    private static final String TRANSITION_TABLE =
            """
            -     Sta1 Sta2 Sta3 Sta4 Sta5 Sta6 Sta7 Sta8 Sta9 Sta10 Sta11 Sta12 Sta13
            Evt1  AE-1 -    -    -    -    -    -    -    -    -     -     -     -
            Evt2  -    -    -    AE-2 -    -    -    -    -    -     -     -     -
            Evt3  -    AA-1 AA-8 -    AE-3 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            Evt4  -    AA-1 AA-8 -    AE-4 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            Evt5  AE-5 -    -    -    -    -    -    -    -    -     -     -     -
            Evt6  -    AE-6 AA-8 -    AA-8 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-7
            Evt7  -    -    AE-7 -    -    -    -    -    -    -     -     -     -
            Evt8  -    -    AE-8 -    -    -    -    -    -    -     -     -     -
            Evt9  -    -    -    -    -    DT-1 -    AR-7 -    -     -     -     -
            Evt10 -    AA-1 AA-8 -    AA-8 DT-2 AR-6 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            Evt11 -    -    -    -    -    AR-1 -    -    -    -     -     -     -
            Evt12 -    AA-1 AA-8 -    AA-8 AR-2 AR-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-6
            Evt13 -    AA-1 AA-8 -    AA-8 AA-8 AR-3 AA-8 AA-8 AR-10 AR-3  AA-8  AA-6
            Evt14 -    -    -    -    -    -    -    AR-4 AR-9 -     -     AR-4  -
            Evt15 -    -    AA-1 AA-2 AA-1 AA-1 AA-1 AA-1 AA-1 AA-1  AA-1  AA-1  -
            Evt16 -    AA-2 AA-3 -    AA-3 AA-3 AA-3 AA-3 AA-3 AA-3  AA-3  AA-3  AA-2
            Evt17 -    AA-5 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4 AA-4  AA-4  AA-4  AR-5
            Evt18 -    AA-2 -    -    -    -    -    -    -    -     -     -     AA-2
            Evt19 -    AA-1 AA-8 -    AA-8 AA-8 AA-8 AA-8 AA-8 AA-8  AA-8  AA-8  AA-7
            """;

    private static final Map<Event, Map<State, Transition>> TRANSITIONS = read();

    private TransitionTable() {}

    /** The cell of this state and event; empty where the standard leaves it empty. */
    public static Optional<Transition> find(State state, Event event) {
        return Optional.ofNullable(TRANSITIONS.getOrDefault(event, Map.of()).get(state));
    }

    private static Map<Event, Map<State, Transition>> read() {
        Map<Event, Map<State, Transition>> rows = new EnumMap<>(Event.class);
        TRANSITION_TABLE
                .lines()
                .skip(1)
                .map(line -> line.split(" +"))
                .forEach(cells -> rows.put(Event.valueOf(constant(cells[0])), readRow(cells)));
        return rows;
    }

    private static Map<State, Transition> readRow(String[] cells) {
        Map<State, Transition> row = new EnumMap<>(State.class);
        for (State state : State.values()) {
            String cell = cells[state.ordinal() + 1];
            if (!cell.equals("-")) {
                Action action = Action.valueOf(constant(cell).replace('-', '_'));
                row.put(state, new Transition(action, action.next()));
            }
        }
        return row;
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
