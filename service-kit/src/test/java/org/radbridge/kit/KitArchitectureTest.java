package org.radbridge.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class KitArchitectureTest {
    private static final JavaClasses KIT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.radbridge.kit");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.radbridge.kit.(*)..").should().beFreeOfCycles().check(KIT);
    }

    @Test
    void theKitKnowsNoServiceAndNoImaging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.radbridge.dicom..",
                        "org.radbridge.ingest..",
                        "org.radbridge.inference..",
                        "org.radbridge.fhirmapper..",
                        "org.radbridge.escalation..",
                        "org.radbridge.rbac..",
                        "org.radbridge.devstack..")
                .check(KIT);
    }

    @Test
    void failuresKnowNothingOfWhereTheyHappen() {
        noClasses()
                .that()
                .resideInAPackage("org.radbridge.kit.failure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.radbridge.kit.access..",
                        "org.radbridge.kit.work..",
                        "org.radbridge.kit.inbox..",
                        "org.radbridge.kit.outbox..")
                .check(KIT);
    }
}
