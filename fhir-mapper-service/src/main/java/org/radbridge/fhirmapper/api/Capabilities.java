package org.radbridge.fhirmapper.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.UriType;
import org.radbridge.fhirmapper.mapping.Profiles;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.subscription.WebsocketSubscription;

/** The CapabilityStatement, written from the table by which searches are answered. */
@ApplicationScoped
public class Capabilities {
    /** Of every type; whether a caller may is for the policy to say. */
    private static final List<TypeRestfulInteraction> INTERACTIONS =
            List.of(
                    TypeRestfulInteraction.READ,
                    TypeRestfulInteraction.VREAD,
                    TypeRestfulInteraction.UPDATE,
                    TypeRestfulInteraction.PATCH,
                    TypeRestfulInteraction.DELETE,
                    TypeRestfulInteraction.HISTORYINSTANCE,
                    TypeRestfulInteraction.HISTORYTYPE,
                    TypeRestfulInteraction.CREATE,
                    TypeRestfulInteraction.SEARCHTYPE);

    private static final List<SystemRestfulInteraction> OF_ALL =
            List.of(
                    SystemRestfulInteraction.TRANSACTION,
                    SystemRestfulInteraction.BATCH,
                    SystemRestfulInteraction.HISTORYSYSTEM);

    private static final List<String> FORMATS = List.of(FhirMediaType.JSON, FhirMediaType.XML);

    private static final List<String> PATCH_FORMATS =
            List.of(FhirMediaType.JSON_PATCH, FhirMediaType.JSON, FhirMediaType.XML);

    private static final String DEFINITIONS = "http://hl7.org/fhir/OperationDefinition/";
    private static final String BULK_DATA = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/";
    private static final String BACKPORT =
            "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/";
    private static final String WEBSOCKET =
            "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket";
    private static final String OURS = "https://radbridge.org/fhir/OperationDefinition/";

    private final String statement;

    public Capabilities(
            FhirJson fhirJson,
            SiteConfig config,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.statement = fhirJson.write(statement(config.base(), version, Instant.now()));
    }

    /** The statement's JSON. */
    public String statement() {
        return statement;
    }

    static CapabilityStatement statement(String base, String version, Instant started) {
        CapabilityStatement statement = new CapabilityStatement();
        statement.setStatus(PublicationStatus.ACTIVE);
        statement.setDate(Date.from(started));
        statement.setKind(CapabilityStatementKind.INSTANCE);
        statement.getSoftware().setName("Radbridge").setVersion(version);
        statement.getImplementation().setDescription("Radbridge FHIR server").setUrl(base);
        statement.setFhirVersion(FHIRVersion._4_0_1);
        FORMATS.forEach(statement::addFormat);
        PATCH_FORMATS.forEach(statement::addPatchFormat);
        var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        rest.getSecurity()
                .setCors(false)
                .addService()
                .addCoding(
                        new Coding(
                                "http://terminology.hl7.org/CodeSystem/restful-security-service",
                                "OAuth",
                                "OAuth"));
        rest.addExtension(WEBSOCKET, new UriType(WebsocketSubscription.url(base)));
        OF_ALL.forEach(code -> rest.addInteraction().setCode(code));
        SearchParameters.types().forEach(type -> describe(rest.addResource(), type));
        rest.addOperation().setName("export").setDefinition(BULK_DATA + "export");
        operation(
                rest.addResource().setType("ConceptMap"),
                "translate",
                DEFINITIONS + "ConceptMap-translate");
        return statement;
    }

    private static void describe(
            CapabilityStatementRestResourceComponent resource, ResourceParameters type) {
        resource.setType(type.type());
        Profiles.of(type.type()).ifPresent(resource::addSupportedProfile);
        resource.setVersioning(ResourceVersionPolicy.VERSIONED);
        resource.setReadHistory(true);
        resource.setUpdateCreate(false);
        resource.setConditionalCreate(true);
        resource.setConditionalRead(ConditionalReadStatus.NOTMATCH);
        resource.setConditionalUpdate(true);
        resource.setConditionalDelete(ConditionalDeleteStatus.SINGLE);
        resource.addReferencePolicy(ReferenceHandlingPolicy.LITERAL);
        resource.addReferencePolicy(ReferenceHandlingPolicy.LOGICAL);
        INTERACTIONS.forEach(code -> resource.addInteraction().setCode(code));
        operation(resource, "validate", DEFINITIONS + "Resource-validate");
        switch (type.type()) {
            case "Patient" -> {
                operation(resource, "everything", DEFINITIONS + "Patient-everything");
                operation(resource, "lesion-trend", OURS + "lesion-trend");
                operation(resource, "export", BULK_DATA + "patient-export");
            }
            case "Subscription" -> {
                operation(resource, "status", BACKPORT + "backport-subscription-status");
                operation(resource, "events", BACKPORT + "backport-subscription-events");
                operation(
                        resource,
                        "get-ws-binding-token",
                        BACKPORT + "backport-subscription-get-ws-binding-token");
            }
            case "Group" -> operation(resource, "export", BULK_DATA + "group-export");
            case "Observation" -> ours(resource, "accept", "edit", "reject");
            case "DiagnosticReport" -> ours(resource, "attest", "withdraw");
            case "Task" -> ours(resource, "claim", "release");
            case "ServiceRequest" ->
                    ours(resource, "accept-consult", "decline-consult", "overdue-follow-ups");
            case "Condition" -> ours(resource, "confirm-case", "dismiss-case");
            default -> {}
        }
        resource.addSearchParam().setName("_id").setType(SearchParamType.TOKEN);
        resource.addSearchParam().setName("_lastUpdated").setType(SearchParamType.DATE);
        type.all().stream()
                .sorted(Comparator.comparing(SearchParameter::name))
                .forEach(parameter -> {
                    resource.addSearchParam()
                            .setName(parameter.name())
                            .setType(kind(parameter.kind()));
                    if (parameter.kind() == ParameterKind.REFERENCE) {
                        resource.addSearchInclude(parameter.type() + ":" + parameter.name());
                    }
                });
        resource.addSearchInclude(type.type() + ":*");
        SearchParameters.types().stream()
                .flatMap(source -> source.all().stream())
                .filter(p -> p.kind() == ParameterKind.REFERENCE)
                .filter(p -> SearchParameters.targets(p).contains(type))
                .map(p -> p.type() + ":" + p.name())
                .sorted()
                .forEach(resource::addSearchRevInclude);
    }

    /** Operations that we define ourselves. */
    private static void ours(CapabilityStatementRestResourceComponent resource, String... names) {
        for (String name : names) {
            operation(resource, name, OURS + name);
        }
    }

    private static void operation(
            CapabilityStatementRestResourceComponent resource, String name, String definition) {
        resource.addOperation().setName(name).setDefinition(definition);
    }

    private static SearchParamType kind(ParameterKind kind) {
        return switch (kind) {
            case TOKEN -> SearchParamType.TOKEN;
            case REFERENCE -> SearchParamType.REFERENCE;
            case DATE -> SearchParamType.DATE;
            case STRING -> SearchParamType.STRING;
            case QUANTITY -> SearchParamType.QUANTITY;
            case URI -> SearchParamType.URI;
            case COMPOSITE -> SearchParamType.COMPOSITE;
        };
    }
}
