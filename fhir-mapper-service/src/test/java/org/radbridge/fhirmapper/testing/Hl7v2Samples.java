package org.radbridge.fhirmapper.testing;

import java.time.Instant;
import java.util.UUID;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;

/** Messages as a hospital's systems send them; every name and number is made up. */
public final class Hl7v2Samples {
    private Hl7v2Samples() {}

    /** A control id that no other message of the tests has. */
    public static String controlId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    /** An ADT message of the hospital's feed, with a visit on ward 4W. */
    public static String adt(String event, String mrn, String controlId, Instant recorded) {
        return adt(event, mrn, "HOSP", controlId, recorded, "Doe^Jane^Q^Jr^Dr", "4W^12^A^HOSP");
    }

    /** An ADT message with what tests change. */
    public static String adt(
            String event,
            String mrn,
            String authority,
            String controlId,
            Instant recorded,
            String name,
            String location) {
        return msh("ADT^" + event + "^ADT_A01", controlId, recorded)
                + "EVN|"
                + event
                + "|"
                + Dtm.write(recorded)
                + "\r"
                + "PID|1||"
                + mrn
                + "^^^"
                + authority
                + "^MR~123-45-6789^^^SSA^SS||"
                + name
                + "^L||19700102|F|||1 High Street^Apt 2^Springfield^IL^62701^USA^H||"
                + "^PRN^PH^^1^555^1234567|||M\r"
                + "PV1|1|I|"
                + location
                + "||||1001^Welby^Marcus^^^Dr|||MED|||||||||V"
                + mrn
                + "^^^"
                + authority
                + "^VN|||||||||||||||||||||||||20261120080000\r";
    }

    /** A merge of one patient into another. */
    public static String merge(
            String surviving, String merged, String controlId, Instant recorded) {
        return msh("ADT^A40^ADT_A39", controlId, recorded)
                + "EVN|A40|"
                + Dtm.write(recorded)
                + "\rPID|1||"
                + surviving
                + "^^^HOSP^MR||Doe^Jane^^^^^L||19700102|F\rMRG|"
                + merged
                + "^^^HOSP^MR\r";
    }

    /** An ORM with an order control code. */
    public static String orm(
            String control,
            String mrn,
            String placer,
            String accession,
            String status,
            String controlId,
            Instant recorded) {
        return msh("ORM^O01^ORM_O01", controlId, recorded)
                + "PID|1||"
                + mrn
                + "^^^HOSP^MR||Doe^Jane^^^^^L||19700102|F\r"
                + "PV1|1|O|RAD^1^1^HOSP\r"
                + "ORC|"
                + control
                + "|"
                + placer
                + "^EHR|F"
                + placer
                + "^RIS||"
                + status
                + "||||20261122073000|||2002^House^Gregory^^^Dr\r"
                + "OBR|1|"
                + placer
                + "^EHR|F"
                + placer
                + "^RIS|36643-5^XR Chest 2 Views^LN|||||||||cough for two weeks|||"
                + "2002^House^Gregory^^^Dr||"
                + accession
                + "|||||||||^^^20261122080000^^S||||R05^Cough^I10\r";
    }

    private static String msh(String type, String controlId, Instant time) {
        return "MSH|^~\\&|ADTSYS|HOSP|RADBRIDGE|RADBRIDGE|"
                + Dtm.write(time)
                + "||"
                + type
                + "|"
                + controlId
                + "|P|2.5.1||||||UNICODE UTF-8\r";
    }
}
