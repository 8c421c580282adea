package org.radbridge.escalation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.radbridge.escalation", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule ladderKnowsNeitherDatabaseNorNetwork =
            noClasses()
                    .that()
                    .resideInAPackage("..ladder..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.smallrye..",
                            "io.vertx..",
                            "org.hibernate..",
                            "jakarta..",
                            "..kit..");

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("org.radbridge.escalation.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingDependsOnTheApi =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..escalation.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..escalation.api..");

    @ArchTest
    static final ArchRule noServiceDependsOnAnother =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.radbridge.ingest..",
                            "org.radbridge.inference..",
                            "org.radbridge.fhirmapper..",
                            "org.radbridge.rbac..");
}
