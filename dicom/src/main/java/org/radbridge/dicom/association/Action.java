package org.radbridge.dicom.association;

/** What the upper layer protocol machine does: PS3.8 Tables 9-6 to 9-9. */
public enum Action {
    AE_1("Issue transport connect request"),
    AE_2("Send A-ASSOCIATE-RQ"),
    AE_3("Issue A-ASSOCIATE confirmation (accept)"),
    AE_4("Issue A-ASSOCIATE confirmation (reject), close transport connection"),
    AE_5("Issue transport connection response, start ARTIM"),
    AE_6("Stop ARTIM; issue A-ASSOCIATE indication, or send A-ASSOCIATE-RJ and start ARTIM"),
    AE_7("Send A-ASSOCIATE-AC"),
    AE_8("Send A-ASSOCIATE-RJ, start ARTIM"),
    DT_1("Send P-DATA-TF"),
    DT_2("Issue P-DATA indication"),
    AR_1("Send A-RELEASE-RQ"),
    AR_2("Issue A-RELEASE indication"),
    AR_3("Issue A-RELEASE confirmation, close transport connection"),
    AR_4("Send A-RELEASE-RP, start ARTIM"),
    AR_5("Stop ARTIM"),
    AR_6("Issue P-DATA indication"),
    AR_7("Send P-DATA-TF"),
    AR_8("Issue A-RELEASE indication (release collision)"),
    AR_9("Send A-RELEASE-RP"),
    AR_10("Issue A-RELEASE confirmation"),
    AA_1("Send A-ABORT (service user), start or restart ARTIM"),
    AA_2("Stop ARTIM, close transport connection"),
    AA_3("Issue A-ABORT or A-P-ABORT indication, close transport connection"),
    AA_4("Issue A-P-ABORT indication"),
    AA_5("Stop ARTIM"),
    AA_6("Ignore PDU"),
    AA_7("Send A-ABORT"),
    AA_8("Send A-ABORT (service provider), issue A-P-ABORT indication, start ARTIM");

    private final String definition;

    Action(String definition) {
        this.definition = definition;
    }

    /** The action in words. */
    public String definition() {
        return definition;
    }

    /** The state after this action: the "next state" column of PS3.8 Tables 9-6 to 9-9. */
    NextState next() {
        return switch (this) {
            case AE_1 -> new NextState.Always(State.STA4);
            case AE_2 -> new NextState.Always(State.STA5);
            case AE_3, AE_7, DT_1, DT_2 -> new NextState.Always(State.STA6);
            case AE_5 -> new NextState.Always(State.STA2);
            case AE_6 -> new NextState.ByAcceptability(State.STA3, State.STA13);
            case AR_1, AR_6 -> new NextState.Always(State.STA7);
            case AR_2, AR_7 -> new NextState.Always(State.STA8);
            case AR_8 -> new NextState.ByRole(State.STA9, State.STA10);
            case AR_9 -> new NextState.Always(State.STA11);
            case AR_10 -> new NextState.Always(State.STA12);
            case AE_4, AR_3, AR_5, AA_2, AA_3, AA_4, AA_5 -> new NextState.Always(State.STA1);
            case AE_8, AR_4, AA_1, AA_6, AA_7, AA_8 -> new NextState.Always(State.STA13);
        };
    }
}
