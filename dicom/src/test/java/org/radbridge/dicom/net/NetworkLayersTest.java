package org.radbridge.dicom.net;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The arrows pdu, then association and dimse, then net; only net sees sockets and timers. */
@Tag("A1")
@Tag("A2")
class NetworkLayersTest {

    private static final JavaClasses TOOLKIT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.radbridge.dicom");

    @Test
    void pduKnowsNothingButBuffers() {
        classes()
                .that()
                .resideInAPackage("..dicom.pdu..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "io.vertx.core.buffer..", "..dicom.pdu..")
                .check(TOOLKIT);
    }

    @Test
    void associationKnowsNothingButPdus() {
        classes()
                .that()
                .resideInAPackage("..dicom.association..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "..dicom.pdu..", "..dicom.association..")
                .check(TOOLKIT);
    }

    @Test
    void dimseKnowsNothingButPdusAndBuffers() {
        classes()
                .that()
                .resideInAPackage("..dicom.dimse..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.vertx.core.buffer..",
                        "..dicom.pdu..",
                        "..dicom.dimse..")
                .check(TOOLKIT);
    }

    @Test
    void nothingElseInTheToolkitKnowsNet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..dicom.net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..dicom.net..", "io.vertx.core.net..")
                .check(TOOLKIT);
    }
}
