package org.radbridge.dicom.association;

/** The states of the upper layer protocol machine, PS3.8 Tables 9-1 to 9-5. */
public enum State {
    STA1("Idle"),
    STA2("Transport connection open, awaiting A-ASSOCIATE-RQ"),
    STA3("Awaiting local A-ASSOCIATE response"),
    STA4("Awaiting transport connection opening to complete"),
    STA5("Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ"),
    STA6("Association established and ready for data transfer"),
    STA7("Awaiting A-RELEASE-RP"),
    STA8("Awaiting local A-RELEASE response"),
    STA9("Release collision, requestor side: awaiting local A-RELEASE response"),
    STA10("Release collision, acceptor side: awaiting A-RELEASE-RP"),
    STA11("Release collision, requestor side: awaiting A-RELEASE-RP"),
    STA12("Release collision, acceptor side: awaiting local A-RELEASE response"),
    STA13("Awaiting transport connection close; the association no longer exists");

    private final String definition;

    State(String definition) {
        this.definition = definition;
    }

    /** What the machine waits for. */
    public String definition() {
        return definition;
    }
}
