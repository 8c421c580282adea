package org.radbridge.rbac.audit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The FHIR identifier system of an issuer of patient identifiers, as the FHIR mapper writes it. */
final class IdentifierSystem {
    private static final Pattern ABSOLUTE_URI = Pattern.compile("(urn:[a-z0-9-]+:|https?://)\\S+");
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final String OID_PREFIX = "urn:oid:";
    private static final String OWN_PREFIX = "urn:radbridge:issuer:";

    private IdentifierSystem() {}

    /** A URI as it is, an OID as {@code urn:oid:}, any other text below {@code urn:radbridge}. */
    static String of(String issuer) {
        if (ABSOLUTE_URI.matcher(issuer).matches()) {
            return issuer;
        }
        if (OID.matcher(issuer).matches()) {
            return OID_PREFIX + issuer;
        }
        return OWN_PREFIX + URLEncoder.encode(issuer, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The issuer that a system stands for; a text that is no system is an issuer itself. */
    static String issuer(String system) {
        if (system.startsWith(OID_PREFIX)) {
            return system.substring(OID_PREFIX.length());
        }
        return system.startsWith(OWN_PREFIX)
                ? URLDecoder.decode(system.substring(OWN_PREFIX.length()), StandardCharsets.UTF_8)
                : system;
    }
}
