package org.radbridge.phantoms;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.plane.SplitMix64;

/**
 * Who a phantom pretends to be, and which UIDs its study has. The person follows from the kind and
 * the seed; the UIDs and the accession number from these, what is drawn, and the salt.
 *
 * @param kind what part of the body: "Chest" or "Head"
 * @param drawn what is drawn, in words
 * @param salt makes another study of the same person with the same pixels; may be empty
 * @param taken when the images were taken, local time
 */
public record StudyIdentity(
        String kind, long seed, String drawn, String salt, LocalDateTime taken) {
    /** Issuer of Patient ID (0010,0021) of every phantom: no hospital's. */
    public static final String ISSUER = "RADBRIDGE-PHANTOMS";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int FIRST_YEAR = 1935;
    private static final int YEARS = 70;
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2026, 1, 5, 8, 0);

    static StudyIdentity of(String kind, long seed, String drawn) {
        LocalDateTime taken = FIRST_DAY.plusMinutes(Math.floorMod(seed, 500_000L) * 7);
        return new StudyIdentity(kind, seed, drawn, "", taken);
    }

    /** The name, plainly not a person's: {@code Phantom^Chest 001}. */
    public String patientName() {
        return "Phantom^%s %03d".formatted(kind, seed);
    }

    public String patientId() {
        return "PHANTOM-%s-%03d".formatted(kind.toUpperCase(Locale.ROOT), seed);
    }

    /** The first day of a year. */
    public LocalDate birthDate() {
        return LocalDate.of(FIRST_YEAR + person().below(YEARS), 1, 1);
    }

    /** F or M. */
    public String sex() {
        SplitMix64 person = person();
        person.below(YEARS);
        return person.chance(0.5) ? "F" : "M";
    }

    private SplitMix64 person() {
        return SplitMix64.of(seed, "person " + kind);
    }

    /** At most 16 characters. */
    public String accessionNumber() {
        long hash = 0;
        for (byte octet : studyInstanceUid().getBytes(StandardCharsets.US_ASCII)) {
            hash = SplitMix64.mix(hash ^ octet);
        }
        return "PH%012d".formatted(Math.floorMod(hash, 1_000_000_000_000L));
    }

    public String studyInstanceUid() {
        return uid("study");
    }

    public String seriesInstanceUid() {
        return uid("series");
    }

    public String frameOfReferenceUid() {
        return uid("frame of reference");
    }

    /** The UID of an instance, counted from 1. */
    public String sopInstanceUid(int instanceNumber) {
        return uid("instance " + instanceNumber);
    }

    private String uid(String part) {
        return Uid.fromName(
                String.join("/", "radbridge.org/phantoms", kind, "" + seed, drawn, salt, part));
    }

    /** Patient, study and equipment: what every object of the study has alike (PS3.3 C.7). */
    DataSet common() {
        String date = DATE.format(taken);
        String time = TIME.format(taken);
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.PatientName, patientName())
                .put(Tag.PatientID, patientId())
                .put(Tag.IssuerOfPatientID, ISSUER)
                .put(Tag.PatientBirthDate, DATE.format(birthDate()))
                .put(Tag.PatientSex, sex())
                .put(Tag.StudyInstanceUID, studyInstanceUid())
                .put(Tag.StudyDate, date)
                .put(Tag.StudyTime, time)
                .put(Tag.ReferringPhysicianName)
                .put(Tag.StudyID, "1")
                .put(Tag.AccessionNumber, accessionNumber())
                .put(Tag.StudyDescription, "Synthetic phantom, no patient")
                .put(Tag.SeriesInstanceUID, seriesInstanceUid())
                .put(Tag.SeriesNumber, "1")
                .put(Tag.SeriesDate, date)
                .put(Tag.SeriesTime, time)
                .put(Tag.AcquisitionDate, date)
                .put(Tag.AcquisitionTime, time)
                .put(Tag.ContentDate, date)
                .put(Tag.ContentTime, time)
                .put(Tag.Manufacturer, "Radbridge")
                .put(Tag.InstitutionName, "Radbridge phantom laboratory")
                .put(Tag.StationName, "PHANTOM")
                .put(Tag.ManufacturerModelName, "Phantom generator")
                .put(Tag.DeviceSerialNumber, "1")
                .put(Tag.SoftwareVersions, "0.1.0");
    }
}
