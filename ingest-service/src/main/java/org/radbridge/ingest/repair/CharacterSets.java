package org.radbridge.ingest.repair;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;

/** Text read in another character set than it was declared in. */
final class CharacterSets {
    private CharacterSets() {}

    /** Whether any text holds more than ASCII, at any depth. */
    static boolean goesBeyondAscii(DataSet dataSet) {
        for (Element element : dataSet) {
            boolean beyond =
                    switch (element) {
                        case TextElement text ->
                                text.vr().usesCharacterSet()
                                        && !SpecificCharacterSet.isAscii(text.bytes());
                        case SequenceElement sequence ->
                                sequence.items().stream().anyMatch(CharacterSets::goesBeyondAscii);
                        case BinaryElement _, PixelDataFragments _, SkippedElement _ -> false;
                    };
            if (beyond) {
                return true;
            }
        }
        return false;
    }

    /** The same bytes, meaning what the character set says. Items with their own stay. */
    static Element readAs(Element element, SpecificCharacterSet characterSet) {
        return switch (element) {
            case TextElement text when text.vr().usesCharacterSet() ->
                    new TextElement(text.tag(), text.vr(), text.bytes(), characterSet);
            case SequenceElement sequence ->
                    new SequenceElement(
                            sequence.tag(),
                            sequence.items().stream()
                                    .map(item -> readAs(item, characterSet))
                                    .toList());
            case TextElement _, BinaryElement _, PixelDataFragments _, SkippedElement _ -> element;
        };
    }

    private static DataSet readAs(DataSet item, SpecificCharacterSet characterSet) {
        if (item.contains(Tag.SpecificCharacterSet)) {
            return item;
        }
        DataSet reread = new DataSet();
        item.forEach(element -> reread.put(readAs(element, characterSet)));
        return reread;
    }

    static List<Element> elements(DataSet dataSet) {
        List<Element> elements = new ArrayList<>();
        dataSet.forEach(elements::add);
        return elements;
    }
}
