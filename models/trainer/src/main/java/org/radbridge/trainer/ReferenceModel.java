package org.radbridge.trainer;

import java.util.List;

/** What is particular to one reference model: its images, its labels, its card's own lines. */
sealed interface ReferenceModel permits ChestModel, HeadCtModel {
    String name();

    String title();

    String intendedUse();

    List<String> modalities();

    String bodyPart();

    /** {@code image} or {@code slice}: what one element of the batch is. */
    String batchElement();

    int channels();

    List<LabelCard> labels();

    /** The card's preprocessing steps as YAML, indented as the card has them. */
    String preprocessing();

    /** Images to learn from, of one made-up patient. */
    List<Sample> lesson(long seed);

    /** All images of one made-up patient's study. */
    List<Sample> study(long seed);
}
