package org.radbridge.fhirmapper.transaction;

import org.radbridge.fhirmapper.interaction.ReadAnswer;
import org.radbridge.fhirmapper.interaction.WriteInteractions;

/** What came of an entry. */
public sealed interface EntryAnswer {

    /** It was written. */
    record Wrote(WriteInteractions.Answer answer) implements EntryAnswer {}

    /** It was read. */
    record Read(ReadAnswer answer) implements EntryAnswer {}

    /** It failed, alone. */
    record Failed(Throwable failure) implements EntryAnswer {}
}
