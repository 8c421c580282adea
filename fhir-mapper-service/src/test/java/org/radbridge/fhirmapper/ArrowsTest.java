package org.radbridge.fhirmapper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.radbridge.fhirmapper", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule mappingAndSearchAreComputationOnly =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.radbridge.fhirmapper.mapping..",
                            "org.radbridge.fhirmapper.search..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.smallrye..",
                            "io.vertx..",
                            "org.hibernate..",
                            "jakarta..",
                            "org.radbridge.fhirmapper.store..",
                            "org.radbridge.fhirmapper.api..");

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("org.radbridge.fhirmapper.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheApiSpeaksRest =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..fhirmapper.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..fhirmapper.api..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule noServerOfOthersIsInside =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ca.uhn.fhir.jpa..", "ca.uhn.fhir.rest.server..");

    @ArchTest
    static final ArchRule noServiceDependsOnAnother =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.radbridge.ingest..",
                            "org.radbridge.inference..",
                            "org.radbridge.escalation..",
                            "org.radbridge.rbac..");
}
