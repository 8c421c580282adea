package org.radbridge.trainer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.chest.ChestPhantom;
import org.radbridge.phantoms.chest.ChestRadiograph;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.tensor.ModelInput;

/** Eighteen findings on a frontal chest radiograph. */
record ChestModel() implements ReferenceModel {
    private static final int MATRIX = 256;

    @Override
    public String name() {
        return "chest_radiograph_reference";
    }

    @Override
    public String title() {
        return "Chest radiograph reference";
    }

    @Override
    public String intendedUse() {
        return "Eighteen findings on a frontal chest radiograph, to exercise the whole path from"
                + " modality to record.";
    }

    @Override
    public List<String> modalities() {
        return List.of("DX", "CR");
    }

    @Override
    public String bodyPart() {
        return "CHEST";
    }

    @Override
    public String batchElement() {
        return "image";
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public List<LabelCard> labels() {
        return List.of(
                LabelCard.of("Atelectasis", "Atelectasis", "46621007", "RID28493", "routine"),
                LabelCard.of("Consolidation", "Consolidation", "95436008", "RID43255", "urgent"),
                LabelCard.of("Infiltration", "Infiltration", "", "", "routine"),
                LabelCard.of("Pneumothorax", "Pneumothorax", "36118008", "RID5352", "critical"),
                LabelCard.of("Edema", "Pulmonary oedema", "19242006", "RID4866", "urgent"),
                LabelCard.of("Emphysema", "Emphysema", "87433001", "RID4799", "routine"),
                LabelCard.of("Fibrosis", "Fibrosis", "51615001", "RID3820", "routine"),
                LabelCard.of("Effusion", "Pleural effusion", "60046008", "RID34539", "urgent"),
                LabelCard.of("Pneumonia", "Pneumonia", "233604007", "RID5350", "urgent"),
                LabelCard.of("Pleural_Thickening", "Pleural thickening", "", "", "routine"),
                LabelCard.of("Cardiomegaly", "Cardiomegaly", "8186001", "", "routine"),
                LabelCard.of("Nodule", "Solitary nodule", "427359005", "", "routine"),
                LabelCard.of("Mass", "Lung mass", "309529002", "RID3874", "urgent").unconfirmed(),
                LabelCard.of("Hernia", "Hernia", "414403008", "", "routine"),
                LabelCard.of("Lung Lesion", "Lung lesion", "", "", "routine"),
                LabelCard.of("Fracture", "Fracture", "125605004", "RID4650", "urgent"),
                LabelCard.of("Lung Opacity", "Lung opacity", "", "", "routine"),
                LabelCard.of(
                        "Enlarged Cardiomediastinum",
                        "Enlarged cardiomediastinum",
                        "",
                        "",
                        "routine"));
    }

    @Override
    public String preprocessing() {
        return """
          - step: rescale
          - step: scale-percentiles
            low: %s
            high: %s
          - step: invert-monochrome1
        """
                .formatted(
                        Yaml.number(ModelInput.LOW_PERCENTILE),
                        Yaml.number(ModelInput.HIGH_PERCENTILE));
    }

    @Override
    public List<Sample> lesson(long seed) {
        return study(seed);
    }

    @Override
    public List<Sample> study(long seed) {
        return List.of(sample(ChestPhantom.ofPopulation(seed).draw(MATRIX, MATRIX)));
    }

    static Sample sample(ChestRadiograph radiograph) {
        List<float @Nullable []> lesions = new ArrayList<>();
        for (ChestFinding finding : ChestFinding.values()) {
            Mask mask = radiograph.lesions().get(finding);
            lesions.add(mask == null ? null : LesionCells.of(mask));
        }
        return new Sample(ModelInput.chest(radiograph.image()), lesions);
    }
}
