package org.radbridge.dicom.deidentify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * De-identifies data sets for one research project. Values that were not kept in memory (pixels)
 * are passed on untouched, unless their attribute is one to be removed or replaced. Immutable; safe
 * for threads.
 */
public final class Deidentifier {
    private static final String METHOD = "PS3.15 Table E.1-1, DICOM 2023";

    private final DeidentificationOptions options;
    private final ProjectKey key;
    private final ConfidentialityProfile profile;

    public Deidentifier(DeidentificationOptions options, ProjectKey key) {
        this.options = options;
        this.key = key;
        this.profile = new ConfidentialityProfile(options.options());
    }

    /**
     * A new data set without what identifies the patient and others; the given one stays as it was.
     *
     * @throws DeidentificationException with {@link ProfileOption#CLEAN_PIXEL_DATA}, for an image
     *     that may hold a burned in annotation
     */
    public DataSet deidentify(DataSet original) {
        if (options.has(ProfileOption.CLEAN_PIXEL_DATA)) {
            BurnedInAnnotation.requireNone(original);
        }
        String patient = patient(original);
        DateShift shift = new DateShift(key.dayShift(patient));
        AttributeActions actions =
                new AttributeActions(
                        profile, options, key, shift, Identifiers.of(original, options));
        DataSet result = actions.apply(original);
        String pseudonym = key.patient(patient);
        return result.put(Tag.PatientID, pseudonym)
                .put(Tag.PatientName, pseudonym)
                .put(Tag.PatientIdentityRemoved, "YES")
                .put(Tag.DeidentificationMethod, METHOD)
                .putItems(Tag.DeidentificationMethodCodeSequence, methodCodes())
                .put(Tag.LongitudinalTemporalInformationModified, temporalInformation());
    }

    /** A patient without an identifier is a patient of that study alone. */
    private static String patient(DataSet dataSet) {
        return dataSet.string(Tag.PatientID)
                .map(id -> dataSet.string(Tag.IssuerOfPatientID).orElse("") + '\0' + id)
                .or(() -> dataSet.string(Tag.StudyInstanceUID))
                .orElse("");
    }

    /** CID 7050. */
    private List<DataSet> methodCodes() {
        List<DataSet> codes = new ArrayList<>();
        codes.add(code("113100", "Basic Application Confidentiality Profile"));
        options.options().stream()
                .sorted(Comparator.comparing(ProfileOption::code))
                .forEach(option -> codes.add(code(option.code(), option.meaning())));
        return codes;
    }

    private static DataSet code(String value, String meaning) {
        return new DataSet()
                .put(Tag.CodeValue, value)
                .put(Tag.CodingSchemeDesignator, "DCM")
                .put(Tag.CodeMeaning, meaning);
    }

    private String temporalInformation() {
        if (options.has(ProfileOption.RETAIN_FULL_DATES)) {
            return "UNMODIFIED";
        }
        return options.has(ProfileOption.RETAIN_MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
    }
}
