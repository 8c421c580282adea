package org.radbridge.dicom.samples;

import java.util.Random;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;

/**
 * Data sets of every VR and some depth, the same for the same seed; text in the repertoire of
 * ISO_IR 192.
 */
public final class RandomDataSets {

    private static final String LETTERS = "abcXYZ 0189ÄéЖ山ﾔ";
    private static final int DEEPEST = 3;

    private final Random random;

    public RandomDataSets(long seed) {
        this.random = new Random(seed);
    }

    public DataSet next() {
        return next(0).put(Tag.SpecificCharacterSet, "ISO_IR 192");
    }

    private DataSet next(int depth) {
        DataSet dataSet = new DataSet();
        int elements = random.nextInt(8);
        for (int i = 0; i < elements; i++) {
            Vr vr = Vr.values()[random.nextInt(Vr.values().length)];
            // A private block keeps any VR under explicit encoding.
            put(dataSet, 0x00291000 | random.nextInt(256), vr, depth);
        }
        return dataSet;
    }

    private void put(DataSet dataSet, int tag, Vr vr, int depth) {
        if (vr == Vr.SQ) {
            DataSet[] items = new DataSet[depth < DEEPEST ? random.nextInt(3) : 0];
            for (int i = 0; i < items.length; i++) {
                items[i] = next(depth + 1);
            }
            dataSet.putItems(tag, items);
            return;
        }
        int values = random.nextInt(4);
        if (vr.isText()) {
            String[] texts = new String[vr.isMultiValuedText() ? values : Math.min(values, 1)];
            for (int i = 0; i < texts.length; i++) {
                texts[i] =
                        vr.usesCharacterSet()
                                ? text()
                                : Integer.toString(random.nextInt(1_000_000));
            }
            dataSet.put(tag, vr, texts);
            return;
        }
        byte[] bytes = new byte[8 * values];
        random.nextBytes(bytes);
        dataSet.putBytes(tag, vr, bytes);
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.append('.').toString();
    }
}
