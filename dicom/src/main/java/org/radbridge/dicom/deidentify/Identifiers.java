package org.radbridge.dicom.deidentify;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/**
 * What an object says of persons, so that it can be looked for in text that would stay: a name in a
 * protocol's name is removed though no table could know of it.
 */
final class Identifiers {
    private static final int SHORTEST_NAME = 3;
    private static final int SHORTEST_IDENTIFIER = 4;
    private static final Set<Integer> IDENTIFYING =
            Set.of(
                    Tag.PatientID,
                    Tag.OtherPatientIDs,
                    Tag.PatientAddress,
                    Tag.PatientTelephoneNumbers,
                    Tag.PatientBirthDate,
                    Tag.MedicalRecordLocator,
                    Tag.MilitaryRank,
                    Tag.AccessionNumber,
                    Tag.AdmissionID);
    private static final Set<Integer> UIDS =
            Set.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID);
    private static final Set<Integer> INSTITUTION =
            Set.of(Tag.InstitutionName, Tag.InstitutionAddress);
    private static final Set<Integer> DEVICE = Set.of(Tag.StationName, Tag.DeviceSerialNumber);

    private final Set<String> values = new HashSet<>();
    private final Set<Integer> tags;

    private Identifiers(Set<Integer> tags) {
        this.tags = tags;
    }

    /** Gathers them at every depth; what options retain is nothing to look for. */
    static Identifiers of(DataSet dataSet, DeidentificationOptions options) {
        Set<Integer> tags = new HashSet<>(IDENTIFYING);
        if (!options.has(ProfileOption.RETAIN_UIDS)) {
            tags.addAll(UIDS);
        }
        if (!options.has(ProfileOption.RETAIN_INSTITUTION_IDENTITY)) {
            tags.addAll(INSTITUTION);
        }
        if (!options.has(ProfileOption.RETAIN_DEVICE_IDENTITY)) {
            tags.addAll(DEVICE);
        }
        Identifiers identifiers = new Identifiers(tags);
        identifiers.gather(dataSet);
        return identifiers;
    }

    private void gather(DataSet dataSet) {
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                sequence.items().forEach(this::gather);
            } else if (element instanceof TextElement text) {
                if (text.vr() == Vr.PN) {
                    text.values().forEach(this::addName);
                } else if (tags.contains(text.tag())) {
                    text.values().forEach(value -> add(value, SHORTEST_IDENTIFIER));
                }
            }
        }
    }

    private void addName(String name) {
        for (String component : List.of(name.split("[\\^=\\s]+"))) {
            add(component, SHORTEST_NAME);
        }
    }

    private void add(String value, int shortest) {
        String text = value.strip();
        if (text.length() >= shortest) {
            values.add(text.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether one of them stands in the text as a word of its own. */
    boolean stand(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return values.stream().anyMatch(value -> isWord(lower, value));
    }

    private static boolean isWord(String text, String value) {
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
