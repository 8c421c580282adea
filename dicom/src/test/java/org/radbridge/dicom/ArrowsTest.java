package org.radbridge.dicom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which package may know which: bytes and meaning on one side, the protocol on the other, sockets
 * only in net.
 */
@AnalyzeClasses(packages = "org.radbridge.dicom", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule arrowsPointOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("charset")
                    .definedBy("org.radbridge.dicom.charset")
                    .layer("data")
                    .definedBy("org.radbridge.dicom.data")
                    .layer("io")
                    .definedBy("org.radbridge.dicom.io")
                    .layer("json")
                    .definedBy("org.radbridge.dicom.json")
                    .layer("xml")
                    .definedBy("org.radbridge.dicom.xml")
                    .layer("dicomdir")
                    .definedBy("org.radbridge.dicom.dicomdir")
                    .layer("web")
                    .definedBy("org.radbridge.dicom.web")
                    .layer("sr")
                    .definedBy("org.radbridge.dicom.sr")
                    .layer("iod")
                    .definedBy("org.radbridge.dicom.iod")
                    .layer("parametricmap")
                    .definedBy("org.radbridge.dicom.parametricmap")
                    .layer("presentation")
                    .definedBy("org.radbridge.dicom.presentation")
                    .layer("secondarycapture")
                    .definedBy("org.radbridge.dicom.secondarycapture")
                    .layer("image")
                    .definedBy("org.radbridge.dicom.image..")
                    .layer("pdu")
                    .definedBy("org.radbridge.dicom.pdu")
                    .layer("dimse")
                    .definedBy("org.radbridge.dicom.dimse")
                    .layer("association")
                    .definedBy("org.radbridge.dicom.association")
                    .layer("net")
                    .definedBy("org.radbridge.dicom.net")
                    .whereLayer("json")
                    .mayOnlyBeAccessedByLayers("xml")
                    .whereLayer("xml")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("dicomdir")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("web")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("sr")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("iod")
                    .mayOnlyBeAccessedByLayers(
                            "sr", "parametricmap", "presentation", "secondarycapture")
                    .whereLayer("image")
                    .mayOnlyBeAccessedByLayers("parametricmap", "presentation", "secondarycapture")
                    .whereLayer("parametricmap")
                    .mayOnlyBeAccessedByLayers("secondarycapture")
                    .whereLayer("presentation")
                    .mayOnlyBeAccessedByLayers("secondarycapture")
                    .whereLayer("secondarycapture")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("net")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("charset")
                    .mayOnlyBeAccessedByLayers("data", "io", "json", "xml")
                    .whereLayer("io")
                    .mayOnlyBeAccessedByLayers(
                            "json", "xml", "dicomdir", "sr", "image", "dimse", "net")
                    .whereLayer("pdu")
                    .mayOnlyBeAccessedByLayers("dimse", "association", "net")
                    .whereLayer("dimse")
                    .mayOnlyBeAccessedByLayers("association", "net")
                    .whereLayer("association")
                    .mayOnlyBeAccessedByLayers("net")
                    .whereLayer("data")
                    .mayOnlyAccessLayers("charset")
                    .whereLayer("charset")
                    .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule onlyNetSeesSockets =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.radbridge.dicom.net")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx.core.net..", "io.netty..", "java.net..");

    @ArchTest
    static final ArchRule toolkitKnowsNothingOfQuarkus =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..");
}
