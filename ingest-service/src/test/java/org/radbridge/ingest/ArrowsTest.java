package org.radbridge.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.radbridge.ingest", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("org.radbridge.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule storageKnowsNoDicom =
            noClasses()
                    .that()
                    .resideInAPackage("..storage..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.radbridge.dicom..");

    @ArchTest
    static final ArchRule rulesArePlainValues =
            noClasses()
                    .that()
                    .resideInAPackage("..routing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "org.hibernate..");

    @ArchTest
    static final ArchRule noDoorKnowsTheOther =
            noClasses()
                    .that()
                    .resideInAPackage("..cstore..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..stow..", "..wado..", "..dicomweb..");

    @ArchTest
    static final ArchRule noServiceDependsOnAnother =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.radbridge.inference..",
                            "org.radbridge.fhirmapper..",
                            "org.radbridge.escalation..",
                            "org.radbridge.rbac..");
}
