package org.radbridge.dicom.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A1")
@Tag("A2")
class ProtocolMachineTest {

    @Test
    void acceptableProposalMovesToSta3() {
        ProtocolMachine acceptor = acceptorAwaitingProposal();

        assertThat(acceptor.on(Event.EVT6, () -> true)).contains(Action.AE_6);
        assertThat(acceptor.state()).isEqualTo(State.STA3);
    }

    @Test
    void unacceptableProposalMovesToSta13() {
        ProtocolMachine acceptor = acceptorAwaitingProposal();

        assertThat(acceptor.on(Event.EVT6, () -> false)).contains(Action.AE_6);
        assertThat(acceptor.state()).isEqualTo(State.STA13);
    }

    @Test
    void releaseCollisionAsRequestorMovesToSta9ThenSta11ThenSta1() {
        ProtocolMachine requestor = new ProtocolMachine(Role.REQUESTOR);
        requestor.on(Event.EVT1);
        requestor.on(Event.EVT2);
        requestor.on(Event.EVT3);
        requestor.on(Event.EVT11);

        assertThat(requestor.on(Event.EVT12)).contains(Action.AR_8);
        assertThat(requestor.state()).isEqualTo(State.STA9);
        assertThat(requestor.on(Event.EVT14)).contains(Action.AR_9);
        assertThat(requestor.state()).isEqualTo(State.STA11);
        assertThat(requestor.on(Event.EVT13)).contains(Action.AR_3);
        assertThat(requestor.state()).isEqualTo(State.STA1);
    }

    @Test
    void releaseCollisionAsAcceptorMovesToSta10ThenSta12ThenSta13() {
        ProtocolMachine acceptor = acceptorAwaitingProposal();
        acceptor.on(Event.EVT6);
        acceptor.on(Event.EVT7);
        acceptor.on(Event.EVT11);

        assertThat(acceptor.on(Event.EVT12)).contains(Action.AR_8);
        assertThat(acceptor.state()).isEqualTo(State.STA10);
        assertThat(acceptor.on(Event.EVT13)).contains(Action.AR_10);
        assertThat(acceptor.state()).isEqualTo(State.STA12);
        assertThat(acceptor.on(Event.EVT14)).contains(Action.AR_4);
        assertThat(acceptor.state()).isEqualTo(State.STA13);
    }

    @Test
    void anEventThatCannotHappenChangesNothing() {
        ProtocolMachine acceptor = acceptorAwaitingProposal();

        assertThat(acceptor.on(Event.EVT9)).isEmpty();
        assertThat(acceptor.state()).isEqualTo(State.STA2);
    }

    private static ProtocolMachine acceptorAwaitingProposal() {
        ProtocolMachine acceptor = new ProtocolMachine(Role.ACCEPTOR);
        acceptor.on(Event.EVT5);
        return acceptor;
    }
}
