package org.radbridge.inference.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.inference.card.CommittedCards;
import org.radbridge.inference.pixels.StoredImage;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.chest.ChestPhantom;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.headct.HeadCtPhantom;
import org.radbridge.phantoms.plane.Plane;
import org.radbridge.phantoms.tensor.ModelInput;

/** The trainer prepared the networks' inputs with code of its own: ours must give the same. */
@Tag("B2")
@Tag("B3")
class PhantomAgreementTest {
    private static final Offset<Float> ALLOWED = Offset.offset(1e-4f);
    private static final int STEPS = 4095;

    @Test
    void aChestRadiographBecomesTheTrainersTensor() throws IOException {
        Plane brightness =
                ChestPhantom.of(42, Set.of(ChestFinding.EFFUSION)).draw(300, 260).image();
        Plane stored = quantised(brightness);

        PreparedImage prepared =
                new Preprocessing(CommittedCards.chest())
                        .prepare(image(stored, stored.values().clone(), 0.5, 3, false));

        float[] rescaled = stored.values().clone();
        for (int i = 0; i < rescaled.length; i++) {
            rescaled[i] = rescaled[i] * 0.5f + 3;
        }
        assertThat(prepared.values())
                .containsExactly(
                        ModelInput.chest(new Plane(stored.rows(), stored.columns(), rescaled)),
                        ALLOWED);
    }

    @Test
    void aMonochrome1RadiographBecomesTheSameTensorAsItsMonochrome2Twin() throws IOException {
        Plane stored = quantised(ChestPhantom.of(7, Set.of()).draw(256, 256).image());
        float[] inverted = stored.values().clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = STEPS - inverted[i];
        }
        Preprocessing preprocessing = new Preprocessing(CommittedCards.chest());

        PreparedImage lowIsBlack =
                preprocessing.prepare(image(stored, stored.values().clone(), 1, 0, false));
        PreparedImage lowIsWhite = preprocessing.prepare(image(stored, inverted, 1, 0, true));

        // The percentiles' ranks are rounded down, so the twins differ by a grey level or two.
        assertThat(lowIsWhite.values()).containsExactly(lowIsBlack.values(), Offset.offset(0.02f));
    }

    @Test
    void aHeadCtSliceBecomesTheTrainersTensor() throws IOException {
        Plane hounsfield = HeadCtPhantom.of(11, Set.of(Haemorrhage.SUBDURAL)).draw(12, 192).image();
        float[] stored = new float[hounsfield.values().length];
        float[] rounded = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            rounded[i] = Math.round(hounsfield.values()[i]);
            stored[i] = rounded[i] + 1024;
        }

        PreparedImage prepared =
                new Preprocessing(CommittedCards.headCt())
                        .prepare(image(hounsfield, stored, 1, -1024, false));

        assertThat(prepared.values())
                .containsExactly(ModelInput.headCt(new Plane(192, 192, rounded)), ALLOWED);
    }

    private static Plane quantised(Plane brightness) {
        float[] stored = new float[brightness.values().length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = Math.round(brightness.values()[i] * STEPS);
        }
        return new Plane(brightness.rows(), brightness.columns(), stored);
    }

    private static StoredImage image(
            Plane size, float[] stored, double slope, double intercept, boolean lowIsWhite) {
        return new StoredImage(
                "1.2",
                "1.2.3",
                "1.2.4",
                size.rows(),
                size.columns(),
                stored,
                slope,
                intercept,
                lowIsWhite,
                null);
    }
}
