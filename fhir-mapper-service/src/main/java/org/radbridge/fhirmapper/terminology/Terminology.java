package org.radbridge.fhirmapper.terminology;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.resource.FhirJson;

/** The table of findings and the site's maps, as they were when the service started. */
@ApplicationScoped
public class Terminology {
    /** The canonical URL of the map from the labels of models to codes. */
    public static final String LABELS = "https://radbridge.org/fhir/ConceptMap/model-labels";

    private static final Logger LOG = Logger.getLogger(Terminology.class);

    private final CodeSystemCheck check;
    private final List<CodeMap> maps;
    private final List<TerminologyFault> faults;

    public Terminology(TerminologyConfig config, FhirJson fhirJson) {
        List<TerminologyFault> found = new ArrayList<>();
        this.check = new CodeSystemCheck(MapFiles.members(config.codeSystems(), found));
        MapFiles files = new MapFiles(fhirJson, check);
        List<CodeMap> all = new ArrayList<>();
        all.add(new CodeMap(LABELS, FindingTable.shipped().entries().toList()));
        config.maps().ifPresent(folder -> all.addAll(files.read(folder)));
        found.addAll(files.faults());
        this.maps = List.copyOf(all);
        this.faults = List.copyOf(found);
        faults.forEach(fault ->
                LOG.warnf(
                        "terminology-%s: %s, line %d: %s",
                        fault.severity().name().toLowerCase(java.util.Locale.ROOT),
                        fault.file(),
                        fault.line(),
                        fault.text()));
    }

    /** The maps in use, the built-in one first. */
    public List<CodeMap> maps() {
        return maps;
    }

    /** What an operator has to know about the site's files. */
    public List<TerminologyFault> faults() {
        return faults;
    }

    /** How codes are checked. */
    public CodeSystemCheck check() {
        return check;
    }

    /**
     * An answer to a translation.
     *
     * @param map the map that gives it
     * @param entry the code and what it stands for
     */
    public record Match(CodeMap map, MapEntry entry) {}

    /**
     * What a code stands for, by all maps or by one.
     *
     * @param url the map to use; null for all
     * @param targetSystem the code system of the answers; null for any
     * @param reverse whether the code is the target of the map
     * @return empty when there is no such map
     */
    public Optional<List<Match>> translate(
            @Nullable String url,
            String system,
            String code,
            @Nullable String targetSystem,
            boolean reverse) {
        List<CodeMap> used =
                maps.stream().filter(map -> url == null || map.url().equals(url)).toList();
        if (used.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                used.stream()
                        .flatMap(map ->
                                map.translate(system, code, reverse).stream()
                                        .filter(entry ->
                                                targetSystem == null
                                                        || entry.target()
                                                                .system()
                                                                .equals(targetSystem))
                                        .map(entry -> new Match(map, entry)))
                        .toList());
    }

    /** The maps' sizes by URL, for a listing. */
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new java.util.LinkedHashMap<>();
        maps.forEach(map -> sizes.put(map.url(), map.entries().size()));
        return sizes;
    }
}
