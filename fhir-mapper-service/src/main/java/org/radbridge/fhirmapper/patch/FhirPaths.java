package org.radbridge.fhirmapper.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import ca.uhn.fhir.fhirpath.IFhirPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** Evaluates FHIRPath. The engine keeps state while it works: each thread has its own. */
@ApplicationScoped
public class FhirPaths {
    private static final int LONGEST = 1000;

    private final ThreadLocal<IFhirPath> engines =
            ThreadLocal.withInitial(() -> FhirContext.forR4Cached().newFhirPath());

    /** The elements of the resource that a path leads to. */
    List<Base> values(Resource resource, String path) {
        if (path.length() > LONGEST) {
            throw PatchFailure.invalid("a path is longer than " + LONGEST + " characters");
        }
        try {
            return engines.get().evaluate(resource, path, Base.class);
        } catch (FhirPathExecutionException _) {
            throw PatchFailure.invalid("a path is no FHIRPath");
        }
    }
}
