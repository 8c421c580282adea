package org.radbridge.inference.card;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Urgency;

/**
 * Everything the service knows about a model.
 *
 * @param name the model's name in the inference server's repository
 * @param title a name for readers
 * @param version the algorithm's version: Software Versions (0018,1020) in results
 * @param repositoryVersion the version that an inference request names
 * @param deviceUid Device UID (0018,1002), new for every version
 * @param manufacturer Manufacturer (0008,0070) in results
 * @param clinicalUse whether the maker allows clinical use
 * @param intendedUse what the model is for, for people
 * @param governance how far the site has released it
 * @param modalities Modality (0008,0060) of the images it is meant for
 * @param bodyParts Body Part Examined (0018,0015) of the images it is meant for
 * @param input the input tensor; its first dimension is the batch
 * @param batchElement what one element of the batch is
 * @param maxBatchSize the largest batch that the server takes
 * @param preprocessing the steps from stored pixel values to the input tensor
 * @param probabilities the output tensor of shape (batch, labels)
 * @param heatMaps the output tensor of shape (batch, labels, rows, columns)
 * @param labels what the model looks for, in the order of its outputs
 */
public record ModelCard(
        String name,
        String title,
        String version,
        String repositoryVersion,
        String deviceUid,
        String manufacturer,
        boolean clinicalUse,
        String intendedUse,
        Governance governance,
        List<String> modalities,
        List<String> bodyParts,
        TensorContract input,
        BatchElement batchElement,
        int maxBatchSize,
        List<Step> preprocessing,
        TensorContract probabilities,
        TensorContract heatMaps,
        List<Label> labels) {

    /** How far a site has released a model. */
    public enum Governance {
        /** Runs and is recorded; nobody is shown its results. */
        SHADOW,
        /** Its results are shown as advice. */
        ADVISORY,
        /** Released for use. */
        LIVE
    }

    /** What one element of a batch is. */
    public enum BatchElement {
        /** An image on its own. */
        IMAGE,
        /** A slice of a series, whose slices in order are the batch. */
        SLICE
    }

    /**
     * One thing that the model looks for.
     *
     * @param name the model's own name for it
     * @param display what people read
     * @param codes its confirmed SNOMED CT and RadLex codes
     * @param threshold present from this probability on
     * @param urgency what this finding alone asks for
     */
    public record Label(
            String name,
            String display,
            List<CodedConcept> codes,
            double threshold,
            Urgency urgency) {
        public Label {
            codes = List.copyOf(codes);
        }
    }

    public ModelCard {
        modalities = List.copyOf(modalities);
        bodyParts = List.copyOf(bodyParts);
        preprocessing = List.copyOf(preprocessing);
        labels = List.copyOf(labels);
        requireDistinct(labels);
        requireOutputs(probabilities, 2, labels.size());
        requireOutputs(heatMaps, 4, labels.size());
        TensorShape made = TensorShape.after(preprocessing);
        if (!made.fits(input)) {
            throw new CardException(
                    "preprocessing",
                    "ends in %s, but input.shape is %s".formatted(made, input.shape()));
        }
    }

    /** What must stand wherever the model's results are shown. */
    public String statement() {
        return clinicalUse || intendedUse.toLowerCase(Locale.ROOT).contains("not for clinical use")
                ? intendedUse
                : intendedUse + " Not for clinical use.";
    }

    private static void requireDistinct(List<Label> labels) {
        Set<String> names = new HashSet<>();
        for (Label label : labels) {
            if (!names.add(label.name())) {
                throw new CardException("labels", "'" + label.name() + "' stands there twice");
            }
        }
    }

    private static void requireOutputs(TensorContract output, int dimensions, int labels) {
        List<Long> shape = output.shape();
        if (shape.size() != dimensions || shape.get(1) != labels) {
            throw new CardException(
                    "outputs." + output.name(),
                    "shape %s does not answer %d labels in %d dimensions"
                            .formatted(shape, labels, dimensions));
        }
    }
}
