package org.radbridge.dicom.deidentify;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;

/** Values that say nothing, in the form that a VR demands. */
final class DummyValues {
    static final String TEXT = "ANONYMIZED";
    private static final String DATE = "19000101";

    private DummyValues() {}

    /** A dummy for an element that is no sequence. */
    static Element of(int tag, Vr vr) {
        DataSet result = new DataSet();
        switch (vr) {
            case AE -> result.put(tag, vr, "ANON");
            case AS -> result.put(tag, vr, "000Y");
            case CS -> result.put(tag, vr, "ANON");
            case DA -> result.put(tag, vr, DATE);
            case DT -> result.put(tag, vr, DATE + "000000");
            case TM -> result.put(tag, vr, "000000");
            case DS, IS -> result.put(tag, vr, "0");
            case LO, LT, PN, SH, ST, UC, UT -> result.put(tag, vr, TEXT);
            case UI -> result.put(tag, vr, "2.25.0");
            case UR -> result.put(tag, vr, "urn:anonymized");
            case AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SS, SV, UL, UN, US, UV ->
                    result.putBytes(tag, vr, new byte[Math.max(2, vr.wordLength())]);
            case SQ -> throw new IllegalArgumentException("a sequence has no dummy of its own");
        }
        return result.element(tag).orElseThrow();
    }

    /** No value at all. */
    static Element empty(int tag, Vr vr) {
        return vr == Vr.SQ
                ? new SequenceElement(tag, List.of())
                : new DataSet().putBytes(tag, vr, new byte[0]).element(tag).orElseThrow();
    }

    /** One item with a code that means nothing. */
    static Element code(int tag) {
        return new SequenceElement(
                tag,
                List.of(
                        new DataSet()
                                .put(Tag.CodeValue, "ANON")
                                .put(Tag.CodingSchemeDesignator, "99RADBRIDGE")
                                .put(Tag.CodeMeaning, TEXT)));
    }

    /** Structured content that says nothing: one text. */
    static Element content(int tag) {
        DataSet comment =
                new DataSet()
                        .put(Tag.CodeValue, "121106")
                        .put(Tag.CodingSchemeDesignator, "DCM")
                        .put(Tag.CodeMeaning, "Comment");
        DataSet item =
                new DataSet()
                        .put(Tag.RelationshipType, "CONTAINS")
                        .put(Tag.ValueType, "TEXT")
                        .putItems(Tag.ConceptNameCodeSequence, comment)
                        .put(Tag.TextValue, TEXT);
        return new SequenceElement(tag, new ArrayList<>(List.of(item)));
    }

    static boolean isCodeSequence(int tag) {
        return Dictionary.keyword(tag).filter(name -> name.endsWith("CodeSequence")).isPresent();
    }
}
