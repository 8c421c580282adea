package org.radbridge.dicom.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.volume.ImagePlane;
import org.radbridge.dicom.image.volume.Vector;
import org.radbridge.dicom.parametricmap.ValueGrid;

@org.junit.jupiter.api.Tag("C2")
class ParametricMapTest {

    /** A gantry tilt: neither the rows nor the columns run along an axis of the patient. */
    private static final String SLICE = "ct-series/head-gantry-tilt";

    @Test
    void overASliceTheCellsLieInThePatientWhereTheImagePixelsUnderThemLie() throws IOException {
        SampleObjects sample = SampleObjects.of(slice());
        ImagePlane image = ImagePlane.of(sample.image(), 0).orElseThrow();
        for (int margin : new int[] {0, 40}) {
            ValueGrid grid = sample.grid(margin);
            DataSet map = sample.parametricMap(grid);
            ImagePlane cells = ImagePlane.of(map, 0).orElseThrow();

            assertThat(cells.frameOfReference()).isEqualTo(image.frameOfReference());
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    double x = grid.topLeft().column() + (column + 0.5) * grid.cellWidth();
                    double y = grid.topLeft().row() + (row + 0.5) * grid.cellHeight();
                    Vector under = place(image, x - 0.5, y - 0.5);
                    assertThat(place(cells, column, row).minus(under).length())
                            .as("cell %d, %d: mm from where it belongs", row, column)
                            .isCloseTo(0, within(1e-6));
                }
            }
            assertThat(floats(map)).isEqualTo(FloatBuffer.wrap(grid.values()));
        }
    }

    @Test
    void overAProjectionEveryPixelOfTheImageHasTheValueOfItsCell() throws IOException {
        SampleObjects sample = SampleObjects.of("radiograph/dx_image.dcm");
        ValueGrid grid = sample.grid(25);
        DataSet map = sample.parametricMap(grid);
        int rows = sample.image().integer(Tag.Rows).orElseThrow();
        int columns = sample.image().integer(Tag.Columns).orElseThrow();

        assertThat(map.integer(Tag.Rows)).hasValue(rows);
        assertThat(map.integer(Tag.Columns)).hasValue(columns);
        ImagePlane plane = ImagePlane.of(map, 0).orElseThrow();
        assertThat(plane.frameOfReference()).as("of this image alone").startsWith("2.25.");
        assertThat(plane.row().dot(plane.column())).isZero();
        FloatBuffer values = floats(map);
        for (int row = 0; row < rows; row += 7) {
            for (int column = 0; column < columns; column += 7) {
                assertThat(values.get(row * columns + column))
                        .isEqualTo(grid.at(column + 0.5, row + 0.5));
            }
        }
    }

    @Test
    void aPlaceBetweenTheMiddlesOfCellsHasAValueBetweenTheirs() throws IOException {
        ValueGrid grid = SampleObjects.of(slice()).grid(0);
        double x = 2 * grid.cellWidth();
        double y = 1.5 * grid.cellHeight();
        assertThat(grid.interpolated(x, y)).isCloseTo(9.5, within(1e-9));
        assertThat(grid.interpolated(x + grid.cellWidth() / 2, y)).isCloseTo(10, within(1e-9));
        assertThat(grid.interpolated(-5, -5)).isCloseTo(0, within(1e-9));
    }

    static String slice() {
        return SLICE
                + "/"
                + org.radbridge.dicom.samples.DicomSamples.files(SLICE).getFirst().getFileName();
    }

    private static Vector place(ImagePlane plane, double column, double row) {
        double across = column * plane.columnSpacing();
        double down = row * plane.rowSpacing();
        return new Vector(
                plane.position().x() + across * plane.row().x() + down * plane.column().x(),
                plane.position().y() + across * plane.row().y() + down * plane.column().y(),
                plane.position().z() + across * plane.row().z() + down * plane.column().z());
    }

    private static FloatBuffer floats(DataSet map) {
        return ByteBuffer.wrap(map.bytes(Tag.FloatPixelData).orElseThrow())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
