package org.radbridge.fhirmapper.mapping;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a site decides about its resources.
 *
 * @param dicomWebBase the address under which the EHR reaches the study's images over DICOMweb
 * @param zone the time zone of studies that name none
 * @param issuerSystems issuers of patient ids, each with the identifier system that stands for it
 */
public record MappingSettings(String dicomWebBase, ZoneId zone, Map<String, String> issuerSystems) {
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final Pattern ABSOLUTE_URI = Pattern.compile("(urn:[a-z0-9-]+:|https?://)\\S+");

    public MappingSettings {
        issuerSystems = Map.copyOf(issuerSystems);
    }

    /**
     * The identifier system of an issuer: what the site says, else the issuer itself when it is a
     * URI or an OID, else a URN of ours.
     */
    public String identifierSystem(String issuer) {
        String known = issuerSystems.get(issuer);
        if (known != null) {
            return known;
        }
        if (ABSOLUTE_URI.matcher(issuer).matches()) {
            return issuer;
        }
        if (OID.matcher(issuer).matches()) {
            return "urn:oid:" + issuer;
        }
        return "urn:radbridge:issuer:"
                + URLEncoder.encode(issuer, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
