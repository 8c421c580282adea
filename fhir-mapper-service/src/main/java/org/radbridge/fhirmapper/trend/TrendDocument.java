package org.radbridge.fhirmapper.trend;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.mapping.CodeSystems;

/**
 * A patient's lesions over time as a FHIR document (R4, Bundle of type document): the Composition
 * first, a section for each lesion, then all that it names. It is made when it is asked for and
 * kept nowhere; what is in it keeps its address.
 */
final class TrendDocument {
    private static final Coding TYPE =
            new Coding(CodeSystems.LOINC, "18748-4", "Diagnostic imaging study");
    private static final Coding COMPARISON =
            new Coding(CodeSystems.LOINC, "18834-2", "Radiology Comparison study (narrative)");
    private static final String TITLE = "Lesions over time";

    private final String base;
    private final LesionTrend trend;
    private final Instant now;

    /**
     * @param base of the addresses of what is kept
     */
    TrendDocument(String base, LesionTrend trend, Instant now) {
        this.base = base;
        this.trend = trend;
        this.now = now;
    }

    Bundle build() {
        String pictureUrl = "urn:uuid:" + UUID.randomUUID();
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.DOCUMENT);
        bundle.setTimestamp(Date.from(now));
        bundle.getIdentifier().setSystem(CodeSystems.URI).setValue("urn:uuid:" + UUID.randomUUID());
        bundle.addEntry()
                .setFullUrl("urn:uuid:" + UUID.randomUUID())
                .setResource(composition(pictureUrl));
        Stream.of(Stream.of(trend.patient()), trend.imagingStudies().stream(), trend.observations())
                .flatMap(resources -> resources)
                .forEach(resource ->
                        bundle.addEntry().setFullUrl(url(resource)).setResource(resource));
        bundle.addEntry().setFullUrl(pictureUrl).setResource(picture());
        return bundle;
    }

    private Composition composition(String pictureUrl) {
        List<Lesion> lesions = trend.lesions();
        boolean reviewed =
                lesions.stream()
                        .flatMap(lesion -> lesion.points().stream())
                        .allMatch(Lesion.Point::reviewed);
        Composition composition = new Composition();
        composition.setStatus(reviewed ? CompositionStatus.FINAL : CompositionStatus.PRELIMINARY);
        composition.setType(new CodeableConcept(TYPE));
        composition.setSubject(new Reference(url(trend.patient())));
        composition.setDate(Date.from(now));
        composition.addAuthor().setDisplay("Radbridge");
        composition.setTitle(TITLE);
        composition.setText(TrendNarrative.of(summary()));
        for (Lesion lesion : lesions) {
            composition.addSection(section(lesion));
        }
        composition.addSection().setTitle("Picture").addEntry(new Reference(pictureUrl));
        return composition;
    }

    private String summary() {
        int lesions = trend.lesions().size();
        return TITLE
                + ": "
                + (lesions == 0 ? "no lesion is followed" : lesions + " followed")
                + ". Measured by image analysis: each finding's method says how."
                + (trend.complete() ? "" : " Older findings are left out.");
    }

    private SectionComponent section(Lesion lesion) {
        SectionComponent section = new SectionComponent();
        section.setTitle(lesion.label());
        section.setCode(new CodeableConcept(COMPARISON));
        section.setText(TrendNarrative.of(lesion));
        lesion.points()
                .forEach(point ->
                        section.addEntry(
                                new Reference(base + "/Observation/" + point.observation())));
        return section;
    }

    private Binary picture() {
        Binary picture = new Binary();
        picture.setContentType(TrendPicture.CONTENT_TYPE);
        picture.setData(TrendPicture.of(trend.lesions()));
        return picture;
    }

    private String url(Resource resource) {
        return base + "/" + resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
