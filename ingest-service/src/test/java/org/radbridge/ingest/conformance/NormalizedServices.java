package org.radbridge.ingest.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.Comparator;
import java.util.List;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.ae.NormalizedService;

/** The DIMSE-N services that the application entity performs: every class there is of them. */
final class NormalizedServices {
    private NormalizedServices() {}

    /** SOP class, UID, and the right that a caller needs. */
    static List<List<String>> rows() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.radbridge.ingest")
                        .stream()
                        .filter(found -> found.isAssignableTo(NormalizedService.class))
                        .filter(found -> !found.isInterface())
                        .filter(found -> !found.getSimpleName().endsWith("_ClientProxy"))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(NormalizedServices::withoutWhatItNeedsToPerform)
                        .map(service ->
                                List.of(
                                        Uid.keyword(service.sopClassUid()).orElseThrow(),
                                        service.sopClassUid(),
                                        service.service().yamlName()))
                        .toList();
    }

    /** Enough to be asked what it serves. */
    private static NormalizedService withoutWhatItNeedsToPerform(JavaClass found) {
        Constructor<?> constructor = found.reflect().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return (NormalizedService)
                    constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(found.getName() + " cannot be made", failure);
        }
    }
}
