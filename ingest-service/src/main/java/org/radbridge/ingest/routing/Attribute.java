package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Uid;

/** What a {@link Condition.OneOf} may look at, under the name that the file gives it. */
enum Attribute {
    MODALITY("modality", true, facts -> one(facts.modality())),
    BODY_PART("bodyPart", true, facts -> one(facts.bodyPart())),
    PROTOCOL("protocol", false, facts -> one(facts.protocol())),
    DESCRIPTION("description", false, facts -> one(facts.description())),
    STUDY_DESCRIPTION("studyDescription", false, facts -> one(facts.studyDescription())),
    STATION("station", true, facts -> one(facts.station())),
    CALLING_AE("callingAe", true, facts -> one(facts.callingAe())),
    PRIORITY("priority", true, facts -> one(facts.priority())),
    /** By UID or by keyword: {@code CTImageStorage}. */
    SOP_CLASS(
            "sopClass",
            true,
            facts -> facts.sopClassUids().stream().flatMap(Attribute::namesOfSopClass).toList());

    private final String yamlName;
    private final boolean coded;
    private final Function<SeriesFacts, List<String>> values;

    Attribute(String yamlName, boolean coded, Function<SeriesFacts, List<String>> values) {
        this.yamlName = yamlName;
        this.coded = coded;
        this.values = values;
    }

    /** The name in the file. */
    String yamlName() {
        return yamlName;
    }

    /** False for what a person typed, which may name the patient. */
    boolean isCoded() {
        return coded;
    }

    List<String> valuesOf(SeriesFacts facts) {
        return values.apply(facts);
    }

    static Optional<Attribute> ofYamlName(String name) {
        return Stream.of(values()).filter(a -> a.yamlName.equals(name)).findFirst();
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static Stream<String> namesOfSopClass(String uid) {
        return Stream.concat(Stream.of(uid), Uid.keyword(uid).stream());
    }
}
