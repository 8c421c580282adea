package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Uid;

/** What a condition may look at, under the name that the rules file gives it. */
public enum Attribute {
    MODALITY("modality", facts -> one(facts.modality())),
    BODY_PART("bodyPart", facts -> one(facts.bodyPart())),
    PROTOCOL("protocol", facts -> one(facts.protocol())),
    DESCRIPTION("description", facts -> one(facts.description())),
    STUDY_DESCRIPTION("studyDescription", facts -> one(facts.studyDescription())),
    STATION("station", facts -> one(facts.station())),
    CALLING_AE("callingAe", facts -> one(facts.callingAe())),
    /** By UID or by keyword: {@code CTImageStorage}. */
    SOP_CLASS(
            "sopClass",
            facts -> facts.sopClassUids().stream().flatMap(Attribute::namesOfSopClass).toList());

    private final String yamlName;
    private final Function<SeriesFacts, List<String>> values;

    Attribute(String yamlName, Function<SeriesFacts, List<String>> values) {
        this.yamlName = yamlName;
        this.values = values;
    }

    /** The name in the rules file. */
    public String yamlName() {
        return yamlName;
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
