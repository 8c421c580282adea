package org.radbridge.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.radbridge.inference", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule ADAPTERS_POINT_INWARDS =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("card")
                    .definedBy("..inference.card..")
                    .layer("pixels")
                    .definedBy("..inference.pixels..")
                    .layer("preprocess")
                    .definedBy("..inference.preprocess..")
                    .layer("postprocess")
                    .definedBy("..inference.postprocess..")
                    .layer("triton")
                    .definedBy("..inference.triton..")
                    .layer("run")
                    .definedBy("..inference.run..")
                    .layer("api")
                    .definedBy("..inference.api..")
                    .whereLayer("api")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("run")
                    .mayOnlyBeAccessedByLayers("api")
                    .whereLayer("triton")
                    .mayOnlyBeAccessedByLayers("run", "api")
                    .whereLayer("postprocess")
                    .mayOnlyBeAccessedByLayers("run", "api")
                    .whereLayer("preprocess")
                    .mayOnlyBeAccessedByLayers("postprocess", "run", "api")
                    .whereLayer("pixels")
                    .mayOnlyBeAccessedByLayers("preprocess", "run");

    @ArchTest
    static final ArchRule ARITHMETIC_KNOWS_NO_REACTIVE_CODE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..inference.card..",
                            "..inference.preprocess..",
                            "..inference.postprocess..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.smallrye..", "io.vertx..", "io.grpc..", "jakarta..");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_IS_KNOWN =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.radbridge.ingest..",
                            "org.radbridge.fhirmapper..",
                            "org.radbridge.escalation..",
                            "org.radbridge.rbac..",
                            "org.radbridge.devstack..",
                            "org.radbridge.phantoms..");

    @ArchTest
    static final ArchRule ONLY_PIXELS_AND_TRITON_SEE_THE_NETWORK =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..inference.pixels..", "..inference.triton..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.grpc..", "io.vertx.core.http..", "org.radbridge.openinference..");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_A_DESKTOP =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..");
}
