package org.radbridge.ingest.repair;

import java.util.List;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;

/** What a rule does to the outermost level of a data set. */
sealed interface RepairAction {

    /** Changes what it finds to be changed. */
    void apply(Coercions coercions, String rule);

    /** A value, whatever was there. */
    record Set(Element element) implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            coercions.put(element, Reason.COERCE, rule);
        }
    }

    /** A value where there is none. */
    record SetIfMissing(Element element) implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            if (!coercions.current().containsValue(element.tag())) {
                coercions.put(element, Reason.CORRECT, rule);
            }
        }
    }

    /** Another attribute's text where there is no value. */
    record CopyIfMissing(int tag, int source) implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            DataSet current = coercions.current();
            if (current.containsValue(tag) || !current.containsValue(source)) {
                return;
            }
            List<String> values = ValueForms.texts(current, source);
            if (!values.isEmpty()) {
                DataSet copy = new DataSet().put(tag, values.toArray(String[]::new));
                coercions.put(copy.element(tag).orElseThrow(), Reason.CORRECT, rule);
            }
        }
    }

    /** Away with an attribute. */
    record Remove(int tag) implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            coercions.remove(tag, Reason.CORRECT, rule);
        }
    }

    /** The form that the VR demands (PS3.5 section 6.2). */
    record Normalise(int tag) implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            coercions
                    .current()
                    .element(tag)
                    .flatMap(ValueForms::normalised)
                    .ifPresent(element -> coercions.rewrite(element, Reason.CORRECT, rule));
        }
    }

    /** A missing modality, told from the SOP class where that leaves no doubt. */
    record ModalityFromSopClass() implements RepairAction {
        @Override
        public void apply(Coercions coercions, String rule) {
            if (coercions.current().containsValue(Tag.Modality)) {
                return;
            }
            coercions
                    .current()
                    .string(Tag.SOPClassUID)
                    .flatMap(Modalities::ofSopClass)
                    .map(modality -> new DataSet().put(Tag.Modality, modality))
                    .flatMap(dataSet -> dataSet.element(Tag.Modality))
                    .ifPresent(element -> coercions.put(element, Reason.CORRECT, rule));
        }
    }

    /**
     * What (0008,0005) should have said. The bytes of all text stay, they are read anew.
     *
     * @param when whether what is declared is replaced
     */
    record DeclareCharacterSet(List<String> terms, When when) implements RepairAction {

        /** In which case what stands in (0008,0005) is wrong. */
        enum When {
            /** Nothing is declared, yet there is text beyond ASCII. */
            MISSING,
            /** Nothing, or something that nobody defined. */
            UNUSABLE,
            /** This source is always wrong. */
            ALWAYS
        }

        @Override
        public void apply(Coercions coercions, String rule) {
            DataSet current = coercions.current();
            boolean wrong =
                    switch (when) {
                        case MISSING ->
                                !current.containsValue(Tag.SpecificCharacterSet)
                                        && CharacterSets.goesBeyondAscii(current);
                        case UNUSABLE ->
                                CharacterSets.goesBeyondAscii(current)
                                        && (!current.containsValue(Tag.SpecificCharacterSet)
                                                || !current.characterSet().isSupported());
                        case ALWAYS -> true;
                    };
            if (!wrong) {
                return;
            }
            DataSet declared =
                    new DataSet().put(Tag.SpecificCharacterSet, terms.toArray(String[]::new));
            coercions.put(
                    declared.element(Tag.SpecificCharacterSet).orElseThrow(), Reason.CORRECT, rule);
            SpecificCharacterSet characterSet = SpecificCharacterSet.of(terms);
            for (Element element : List.copyOf(CharacterSets.elements(current))) {
                coercions.reread(CharacterSets.readAs(element, characterSet));
            }
        }
    }
}
