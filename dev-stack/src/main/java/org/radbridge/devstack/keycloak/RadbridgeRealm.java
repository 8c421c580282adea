package org.radbridge.devstack.keycloak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.radbridge.contracts.PatientIdentifier;

/**
 * The realm {@code radbridge} for development, as Keycloak imports it. Passwords and secrets follow
 * a rule that everyone can know, so nothing here may be reachable from another machine.
 */
final class RadbridgeRealm {

    static final String NAME = "radbridge";

    private static final String AUDIENCE = "radbridge";
    private static final String SERVICE_ROLE = "service";
    private static final String INTEGRATOR_ROLE = "integrator";

    /** The EHR and RIS, which write patients and orders, with role {@code integrator}. */
    private static final String EHR = "ehr";

    /** The roles of people; each has a user of the same name. */
    private static final List<String> PEOPLE =
            List.of(
                    "radiologist",
                    "emergency-physician",
                    "technologist",
                    "resident",
                    "ward-staff",
                    "department-head",
                    "it-administrator",
                    "privacy-officer",
                    "archivist",
                    "registry-coordinator",
                    "patient");

    /** Clients that act for themselves, with role {@code service}. */
    private static final List<String> SERVICES =
            List.of(
                    "ingest-service",
                    "inference-service",
                    "fhir-mapper-service",
                    "escalation-service",
                    "rbac-service",
                    "dicomweb-gateway");

    private final PatientIdentifier patient;

    /**
     * @param patient who user {@code patient} is; claim {@code patient} holds the FHIR Patient id
     */
    RadbridgeRealm(PatientIdentifier patient) {
        this.patient = patient;
    }

    JsonObject json() {
        return new JsonObject()
                .put("realm", NAME)
                .put("enabled", true)
                .put("sslRequired", "external")
                .put("accessTokenLifespan", 300)
                .put("bruteForceProtected", true)
                .put("failureFactor", 10)
                .put("waitIncrementSeconds", 30)
                .put("maxFailureWaitSeconds", 300)
                .put("roles", new JsonObject().put("realm", roles()))
                .put("users", users())
                .put("clients", clients())
                .put("components", userProfile());
    }

    private static JsonArray roles() {
        JsonArray roles = new JsonArray();
        for (String role : PEOPLE) {
            roles.add(new JsonObject().put("name", role));
        }
        return roles.add(new JsonObject().put("name", SERVICE_ROLE))
                .add(new JsonObject().put("name", INTEGRATOR_ROLE));
    }

    private JsonArray users() {
        JsonArray users = new JsonArray();
        for (String role : PEOPLE) {
            JsonObject user = person(role);
            if (role.equals("patient")) {
                user.put(
                        "attributes", new JsonObject().put("patient", JsonArray.of(patient.key())));
            }
            users.add(user);
        }
        SERVICES.forEach(client -> users.add(serviceAccount(client, SERVICE_ROLE)));
        return users.add(serviceAccount(EHR, INTEGRATOR_ROLE));
    }

    private static JsonObject serviceAccount(String client, String role) {
        return new JsonObject()
                .put("username", "service-account-" + client)
                .put("enabled", true)
                .put("serviceAccountClientId", client)
                .put("realmRoles", JsonArray.of(role));
    }

    /** Keycloak refuses a password grant to a user without mail address and both names. */
    private static JsonObject person(String role) {
        JsonObject password =
                new JsonObject().put("type", "password").put("value", role).put("temporary", false);
        return new JsonObject()
                .put("username", role)
                .put("enabled", true)
                .put("email", role + "@radbridge.example")
                .put("emailVerified", true)
                .put("firstName", "Development")
                .put("lastName", role)
                .put("credentials", JsonArray.of(password))
                .put("realmRoles", JsonArray.of(role));
    }

    private static JsonArray clients() {
        JsonArray clients = new JsonArray();
        clients.add(
                new JsonObject()
                        .put("clientId", "radbridge-cli")
                        .put("name", "Command line, for people")
                        .put("publicClient", true)
                        .put("standardFlowEnabled", false)
                        .put("directAccessGrantsEnabled", true)
                        .put("protocolMappers", JsonArray.of(audience(), patientClaim())));
        for (String service : SERVICES) {
            clients.add(serviceClient(service).put("protocolMappers", JsonArray.of(audience())));
        }
        clients.add(
                serviceClient(EHR)
                        .put("name", "The hospital's record and orders")
                        .put("protocolMappers", JsonArray.of(audience())));
        clients.add(
                serviceClient("other-app")
                        .put("name", "Another application: its tokens are not for Radbridge")
                        .put("directAccessGrantsEnabled", true));
        return clients;
    }

    private static JsonObject serviceClient(String id) {
        return new JsonObject()
                .put("clientId", id)
                .put("publicClient", false)
                .put("secret", id + "-secret")
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", true);
    }

    private static JsonObject audience() {
        return mapper("audience", "oidc-audience-mapper")
                .put(
                        "config",
                        new JsonObject()
                                .put("included.custom.audience", AUDIENCE)
                                .put("access.token.claim", "true")
                                .put("id.token.claim", "false"));
    }

    private static JsonObject patientClaim() {
        return mapper("patient", "oidc-usermodel-attribute-mapper")
                .put(
                        "config",
                        new JsonObject()
                                .put("user.attribute", "patient")
                                .put("claim.name", "patient")
                                .put("jsonType.label", "String")
                                .put("access.token.claim", "true")
                                .put("id.token.claim", "false"));
    }

    private static JsonObject mapper(String name, String kind) {
        return new JsonObject()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", kind);
    }

    /** Without this, Keycloak drops the attribute {@code patient} as unknown. */
    private static JsonObject userProfile() {
        JsonArray attributes = new JsonArray();
        for (String name : List.of("username", "email", "firstName", "lastName")) {
            attributes.add(new JsonObject().put("name", name));
        }
        JsonObject profile =
                new JsonObject()
                        .put("attributes", attributes)
                        .put("unmanagedAttributePolicy", "ADMIN_EDIT");
        JsonObject provider =
                new JsonObject()
                        .put("providerId", "declarative-user-profile")
                        .put(
                                "config",
                                new JsonObject()
                                        .put(
                                                "kc.user.profile.config",
                                                JsonArray.of(profile.encode())));
        return new JsonObject()
                .put("org.keycloak.userprofile.UserProfileProvider", JsonArray.of(provider));
    }
}
