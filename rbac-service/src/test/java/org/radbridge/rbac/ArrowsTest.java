package org.radbridge.rbac;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.radbridge.rbac", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("org.radbridge.rbac.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noServiceDependsOnAnother =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.radbridge.ingest..",
                            "org.radbridge.inference..",
                            "org.radbridge.fhirmapper..",
                            "org.radbridge.escalation..");
}
