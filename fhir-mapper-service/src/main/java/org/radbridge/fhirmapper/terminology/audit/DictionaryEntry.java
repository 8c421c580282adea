package org.radbridge.fhirmapper.terminology.audit;

import java.util.List;
import org.radbridge.fhirmapper.terminology.Code;

/**
 * A line of a record's dictionary.
 *
 * @param line where it stands, the first data line of a table being 2
 * @param code the record's own code
 * @param display its words
 * @param standards codes of code systems that it is declared to be
 */
public record DictionaryEntry(int line, String code, String display, List<Code> standards) {
    public DictionaryEntry {
        standards = List.copyOf(standards);
    }
}
