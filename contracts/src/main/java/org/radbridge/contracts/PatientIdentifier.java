package org.radbridge.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A patient's identifier together with the authority that issued it: the same value from two
 * issuers names two patients.
 *
 * @param issuer who issued it: Issuer of Patient ID (0010,0021), or the site's default issuer
 * @param value Patient ID (0010,0020)
 */
public record PatientIdentifier(String issuer, String value) {
    public PatientIdentifier {
        Required.text("issuer", issuer);
        Required.text("value", value);
    }

    /**
     * An opaque UUID derived from issuer and value, the same wherever it is computed. It serves as
     * the FHIR Patient id, since identifiers have no place in URLs.
     */
    @JsonIgnore
    public String key() {
        String name = issuer.length() + ":" + issuer + value;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
