package org.radbridge.phantoms.chest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The eighteen findings, named and ordered as TorchXRayVision names and orders them. Each has a
 * sign of its own that can be drawn; some also imply others, as the label hierarchies of the public
 * data sets do (a pneumonia is a consolidation is an opacity).
 */
public enum ChestFinding {
    ATELECTASIS("Atelectasis"),
    CONSOLIDATION("Consolidation"),
    INFILTRATION("Infiltration"),
    PNEUMOTHORAX("Pneumothorax"),
    EDEMA("Edema"),
    EMPHYSEMA("Emphysema"),
    FIBROSIS("Fibrosis"),
    EFFUSION("Effusion"),
    PNEUMONIA("Pneumonia"),
    PLEURAL_THICKENING("Pleural_Thickening"),
    CARDIOMEGALY("Cardiomegaly"),
    NODULE("Nodule"),
    MASS("Mass"),
    HERNIA("Hernia"),
    LUNG_LESION("Lung Lesion"),
    FRACTURE("Fracture"),
    LUNG_OPACITY("Lung Opacity"),
    ENLARGED_CARDIOMEDIASTINUM("Enlarged Cardiomediastinum");

    private final String label;

    ChestFinding(String label) {
        this.label = label;
    }

    /** The name in the model's label list. */
    public String label() {
        return label;
    }

    /** What is also true where this is drawn, one step up the hierarchy. */
    public List<ChestFinding> implies() {
        return switch (this) {
            case PNEUMONIA -> List.of(CONSOLIDATION);
            case CONSOLIDATION, INFILTRATION, ATELECTASIS, EDEMA, LUNG_LESION ->
                    List.of(LUNG_OPACITY);
            case NODULE, MASS -> List.of(LUNG_LESION);
            case CARDIOMEGALY -> List.of(ENLARGED_CARDIOMEDIASTINUM);
            case PNEUMOTHORAX,
                    EMPHYSEMA,
                    FIBROSIS,
                    EFFUSION,
                    PLEURAL_THICKENING,
                    HERNIA,
                    FRACTURE,
                    LUNG_OPACITY,
                    ENLARGED_CARDIOMEDIASTINUM ->
                    List.of();
        };
    }

    /** This and everything it implies, all the way up. */
    public Set<ChestFinding> closure() {
        Set<ChestFinding> closure = EnumSet.of(this);
        implies().forEach(implied -> closure.addAll(implied.closure()));
        return closure;
    }

    /** The finding with this label. */
    public static ChestFinding ofLabel(String label) {
        return Arrays.stream(values())
                .filter(finding -> finding.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no chest finding " + label));
    }
}
