package org.radbridge.ingest.repair;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.ingest.repair.StudyConsistency.OnDifference;

/** The rules in force: read, and refused if invalid, when the service starts. */
@Startup
@ApplicationScoped
public class Repairs {
    private static final Logger LOG = Logger.getLogger(Repairs.class);
    private static final String SHIPPED = "repair-rules.yaml";

    private final RepairRules rules;
    private final String modifyingSystem;
    private final FirstInstances firsts;
    private final StudyDifferences differences;
    private final MeterRegistry metrics;

    public Repairs(
            RepairConfig config,
            FirstInstances firsts,
            StudyDifferences differences,
            MeterRegistry metrics) {
        this.rules = config.rules().map(Repairs::read).orElseGet(Repairs::shipped);
        this.modifyingSystem = config.modifyingSystem();
        this.firsts = firsts;
        this.differences = differences;
        this.metrics = metrics;
        LOG.infof(
                "%d repair rules from %s",
                rules.rules().size(),
                config.rules().map(Path::toString).orElse("the shipped file"));
    }

    /** Applies the rules to a data set. Only processor time. */
    public Coercions apply(@Nullable String callingAe, DataSet dataSet) {
        return rules.apply(callingAe, dataSet);
    }

    /** What a person decided for this one instance, beyond the rules. */
    public void apply(Coercions coercions, DataSet decided, String by) {
        decided.forEach(element -> coercions.put(element, Reason.CORRECT, by));
    }

    /**
     * Compares with the first instance of the study, and coerces or records what differs. The
     * coercions are used by nobody else meanwhile.
     *
     * @return the same coercions, or more
     */
    public Uni<Coercions> unify(String studyInstanceUid, Coercions coercions) {
        StudyConsistency consistency = rules.consistency();
        if (consistency.onDifference() == OnDifference.IGNORE || consistency.tags().isEmpty()) {
            return Uni.createFrom().item(coercions);
        }
        DataSet facts = consistency.of(coercions.current());
        return firsts.firstOf(studyInstanceUid, facts, consistency)
                .chain(first -> unify(studyInstanceUid, coercions, facts, first));
    }

    private Uni<Coercions> unify(String study, Coercions coercions, DataSet facts, DataSet first) {
        List<Element> different = rules.consistency().differences(first, facts);
        if (different.isEmpty()) {
            return Uni.createFrom().item(coercions);
        }
        boolean coerced = rules.consistency().onDifference() == OnDifference.COERCE;
        if (coerced) {
            different.forEach(
                    element -> coercions.put(element, Reason.COERCE, StudyConsistency.RULE));
        }
        return differences.record(study, different, coerced).replaceWith(coercions);
    }

    /** The instance that was compared was not stored after all. */
    public void forget(String studyInstanceUid, Coercions coercions) {
        firsts.forget(studyInstanceUid, rules.consistency().of(coercions.current()));
    }

    /** The data set to store: changed, and telling so. */
    public DataSet recorded(Coercions coercions, @Nullable String source) {
        coercions
                .rules()
                .forEach(rule ->
                        metrics.counter("radbridge.instances.repaired", "rule", rule).increment());
        return coercions.recorded(Instant.now(), source, modifyingSystem);
    }

    private static RepairRules read(Path file) {
        try {
            return RepairRulesFile.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new RepairRulesException(file.toString(), "the file cannot be read", e);
        }
    }

    static RepairRules shipped() {
        try (InputStream content = Repairs.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (content == null) {
                throw new RepairRulesException(SHIPPED, "the shipped file is missing", null);
            }
            return RepairRulesFile.read(
                    SHIPPED, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RepairRulesException(SHIPPED, "the shipped file cannot be read", e);
        }
    }
}
