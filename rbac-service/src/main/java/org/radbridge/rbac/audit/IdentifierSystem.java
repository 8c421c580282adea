package org.radbridge.rbac.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The FHIR identifier system of an issuer of patient identifiers. */
final class IdentifierSystem {
    private static final Pattern ABSOLUTE_URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:\\S+");
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");

    private IdentifierSystem() {}

    /** A URI as it is, an OID as {@code urn:oid:}, any other text below {@code urn:radbridge}. */
    static String of(String issuer) {
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
