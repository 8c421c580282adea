package org.radbridge.fhirmapper.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C7")
class DefinitionsTest {

    /** What has none is completed while others read it, and changes what they read. */
    @Test
    void everyDefinitionIsCompleteBeforeItIsUsed() {
        List<StructureDefinition> all = Definitions.all().fetchAllStructureDefinitions();
        assertThat(all).hasSizeGreaterThan(200).allMatch(StructureDefinition::hasSnapshot);
        // HAPI's chain names those again that were asked for: the same objects.
        assertThat(
                        all.stream()
                                .distinct()
                                .filter(d -> d.getUrl().startsWith("https://radbridge.org/"))
                                .map(StructureDefinition::getName))
                .hasSize(
                        (int)
                                OurDefinitions.NAMES.stream()
                                        .filter(name -> name.startsWith("StructureDefinition"))
                                        .count());
    }
}
