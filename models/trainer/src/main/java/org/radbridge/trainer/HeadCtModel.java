package org.radbridge.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.headct.HeadCtPhantom;
import org.radbridge.phantoms.headct.HeadCtSlice;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.plane.SplitMix64;
import org.radbridge.phantoms.tensor.ModelInput;

/** Haemorrhage and its five kinds, slice by slice, on head CT. */
record HeadCtModel() implements ReferenceModel {
    private static final int MATRIX = 256;
    private static final int SLICES_PER_LESSON = 4;

    @Override
    public String name() {
        return "head_ct_haemorrhage_reference";
    }

    @Override
    public String title() {
        return "Head CT haemorrhage reference";
    }

    @Override
    public String intendedUse() {
        return "Intracranial haemorrhage and its five subtypes on axial head CT without contrast, to"
                + " exercise the whole path from modality to record.";
    }

    @Override
    public List<String> modalities() {
        return List.of("CT");
    }

    @Override
    public String bodyPart() {
        return "HEAD";
    }

    @Override
    public String batchElement() {
        return "slice";
    }

    @Override
    public int channels() {
        return ModelInput.HEAD_CT_WINDOWS.size();
    }

    @Override
    public List<LabelCard> labels() {
        return List.of(
                LabelCard.of("any", "Intracranial haemorrhage", "1386000", "RID4700", "urgent"),
                LabelCard.of("epidural", "Epidural haemorrhage", "82999001", "RID4708", "critical")
                        .unconfirmed(),
                LabelCard.of("subdural", "Subdural haemorrhage", "35486000", "RID4706", "critical"),
                LabelCard.of(
                        "subarachnoid",
                        "Subarachnoid haemorrhage",
                        "21454007",
                        "RID4710",
                        "critical"),
                LabelCard.of(
                        "intraparenchymal",
                        "Intraparenchymal haemorrhage",
                        "274100004",
                        "",
                        "critical"),
                LabelCard.of("intraventricular", "Intraventricular haemorrhage", "", "", "urgent"));
    }

    @Override
    public String preprocessing() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("  - step: order-slices\n  - step: rescale\n");
        yaml.append("  - step: windows\n    windows:\n");
        for (ModelInput.Window window : ModelInput.HEAD_CT_WINDOWS) {
            yaml.append("      - centre: ").append(window.centre()).append('\n');
            yaml.append("        width: ").append(window.width()).append('\n');
        }
        return yaml.toString();
    }

    @Override
    public List<Sample> lesson(long seed) {
        HeadCtPhantom phantom = HeadCtPhantom.ofPopulation(seed);
        SplitMix64 random = SplitMix64.of(seed, "slices");
        return IntStream.range(0, SLICES_PER_LESSON)
                .map(slice -> random.below(HeadCtPhantom.SLICES))
                .mapToObj(slice -> sample(phantom.draw(slice, MATRIX)))
                .toList();
    }

    @Override
    public List<Sample> study(long seed) {
        HeadCtPhantom phantom = HeadCtPhantom.ofPopulation(seed);
        return IntStream.range(0, HeadCtPhantom.SLICES)
                .mapToObj(slice -> sample(phantom.draw(slice, MATRIX)))
                .toList();
    }

    static Sample sample(HeadCtSlice slice) {
        List<float @Nullable []> lesions = new ArrayList<>();
        for (Haemorrhage kind : Haemorrhage.values()) {
            Mask mask = slice.lesions().get(kind);
            lesions.add(mask == null ? null : LesionCells.of(mask));
        }
        return new Sample(ModelInput.headCt(slice.image()), lesions);
    }
}
