package org.radbridge.dicom.fuzz;

import java.util.Arrays;
import java.util.List;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.charset.UnencodableTextException;

/** Text in the repertoire that the first byte chooses: decoding never fails. */
public final class CharacterSetFuzz {

    private static final List<List<String>> TERMS =
            List.of(
                    List.of("ISO_IR 100"),
                    List.of("ISO_IR 13"),
                    List.of("ISO_IR 192"),
                    List.of("GB18030"),
                    List.of("GBK"),
                    List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159"),
                    List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
                    List.of("", "ISO 2022 IR 149"),
                    List.of("", "ISO 2022 IR 58"),
                    List.of("ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 203"),
                    List.of("nonsense"));

    private CharacterSetFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        SpecificCharacterSet set =
                SpecificCharacterSet.of(TERMS.get((input[0] & 0xFF) % TERMS.size()));
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        for (boolean personName : new boolean[] {false, true}) {
            String text = set.decode(bytes, personName);
            try {
                set.decode(set.encode(text, personName), personName);
            } catch (UnencodableTextException replacement) {
                // U+FFFD stands for what could not be read, and most sets do not hold it.
            }
        }
    }
}
