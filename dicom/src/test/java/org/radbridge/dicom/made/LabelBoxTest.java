package org.radbridge.dicom.made;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.dicom.presentation.LabelBox;

@org.junit.jupiter.api.Tag("C2")
class LabelBoxTest {
    private static final int ROWS = 512;
    private static final int COLUMNS = 400;

    @Test
    void labelsStayWithinTheImageAndApartFromOneAnother() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Annotation> annotations =
                    IntStream.range(0, 5).mapToObj(i -> annotation(random, i)).toList();
            List<LabelBox> boxes = LabelBox.place(annotations, ROWS, COLUMNS, 6, 10);
            for (int i = 0; i < boxes.size(); i++) {
                LabelBox box = boxes.get(i);
                assertThat(box.left()).isBetween(0.0, (double) COLUMNS);
                assertThat(box.right()).isBetween(box.left(), (double) COLUMNS);
                assertThat(box.top()).isBetween(0.0, (double) ROWS);
                assertThat(box.bottom()).isBetween(box.top(), (double) ROWS);
                for (LabelBox other : boxes.subList(0, i)) {
                    boolean apart =
                            box.right() <= other.left()
                                    || other.right() <= box.left()
                                    || box.bottom() <= other.top()
                                    || other.bottom() <= box.top();
                    assertThat(apart).as("round %d: %s and %s", round, box, other).isTrue();
                }
            }
        }
    }

    private static Annotation annotation(Random random, int index) {
        double column = random.nextDouble() * (COLUMNS - 60);
        double row = random.nextDouble() * (ROWS - 60);
        List<ImagePoint> outline =
                index == 3
                        ? List.of()
                        : List.of(
                                new ImagePoint(column, row),
                                new ImagePoint(column + 60, row),
                                new ImagePoint(column, row + 60));
        return new Annotation(
                List.of("Pneumothorax 0.97", "AI, not verified"),
                outline,
                Annotation.colour(index));
    }
}
