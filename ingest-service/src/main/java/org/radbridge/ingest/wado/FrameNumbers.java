package org.radbridge.ingest.wado;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The part of a path that names frames (PS3.18 section 5.1.1). */
final class FrameNumbers {
    private static final int MOST_FRAMES = 100_000;

    private FrameNumbers() {}

    /** Numbers from 1, in the order of the path. */
    static List<Integer> of(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : list.split(",")) {
            if (!number.matches("[1-9]\\d{0,8}") || numbers.size() == MOST_FRAMES) {
                throw new RadbridgeException(
                        DicomWebFailure.INVALID_QUERY, "frames are named by numbers from 1");
            }
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }
}
