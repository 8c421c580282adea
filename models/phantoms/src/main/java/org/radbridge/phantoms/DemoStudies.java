package org.radbridge.phantoms;

import java.util.List;
import java.util.Set;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.headct.Haemorrhage;

/**
 * Six studies that show every urgency on both modalities, and on which the committed reference
 * models are right: a test of this module holds them to it.
 */
public final class DemoStudies {
    private DemoStudies() {}

    /** How soon the study has to be read. */
    public enum Urgency {
        CRITICAL,
        URGENT,
        ROUTINE
    }

    /**
     * A study and what is to come out of it.
     *
     * @param name for people and file names
     * @param urgency by the urgency classes in the model's card
     * @param findings the labels that are present, as the model names them, implied ones included
     */
    public record DemoStudy(
            String name, Urgency urgency, Set<String> findings, PhantomStudy study) {
        public DemoStudy {
            findings = Set.copyOf(findings);
        }

        /** The same study with new UIDs. */
        public DemoStudy salted(String salt) {
            return new DemoStudy(name, urgency, findings, study.salted(salt));
        }
    }

    /** All six, with the UIDs that they always have. */
    public static List<DemoStudy> all() {
        return List.of(
                new DemoStudy(
                        "chest-tension-pneumothorax",
                        Urgency.CRITICAL,
                        Set.of("Pneumothorax"),
                        PhantomStudy.tensionPneumothorax(1)),
                new DemoStudy(
                        "chest-effusion-consolidation",
                        Urgency.URGENT,
                        Set.of("Effusion", "Consolidation", "Lung Opacity"),
                        PhantomStudy.chest(2, ChestFinding.EFFUSION, ChestFinding.CONSOLIDATION)),
                new DemoStudy("chest-normal", Urgency.ROUTINE, Set.of(), PhantomStudy.chest(3)),
                new DemoStudy(
                        "head-epidural",
                        Urgency.CRITICAL,
                        Set.of("any", "epidural"),
                        PhantomStudy.headCt(4, Haemorrhage.EPIDURAL)),
                new DemoStudy(
                        "head-intraventricular",
                        Urgency.URGENT,
                        Set.of("any", "intraventricular"),
                        PhantomStudy.headCt(5, Haemorrhage.INTRAVENTRICULAR)),
                new DemoStudy("head-normal", Urgency.ROUTINE, Set.of(), PhantomStudy.headCt(6)));
    }

    /** All six with new UIDs, so that a demonstration can send them afresh on each run. */
    public static List<DemoStudy> all(String salt) {
        return all().stream().map(demo -> demo.salted(salt)).toList();
    }
}
