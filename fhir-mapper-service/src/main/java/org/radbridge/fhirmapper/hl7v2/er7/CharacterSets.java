package org.radbridge.fhirmapper.hl7v2.er7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Character sets by their names in MSH-18 (table 0211). Bytes that a set does not have are refused:
 * a name with a wrong letter is another name.
 */
public final class CharacterSets {
    private static final Map<String, Charset> KNOWN =
            Map.of(
                    "ASCII", StandardCharsets.US_ASCII,
                    "8859/1", StandardCharsets.ISO_8859_1,
                    "8859/2", Charset.forName("ISO-8859-2"),
                    "8859/15", Charset.forName("ISO-8859-15"),
                    "UNICODE UTF-8", StandardCharsets.UTF_8,
                    "UTF-8", StandardCharsets.UTF_8);

    private CharacterSets() {}

    /** A set by its name in table 0211. */
    public static Optional<Charset> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /**
     * Bytes as text.
     *
     * @throws RadbridgeException {@code hl7v2-character-set} when they are none in this set
     */
    public static String decode(byte[] bytes, Charset set) {
        try {
            return set.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new RadbridgeException(
                    Hl7v2Failure.CHARACTER_SET, "bytes that " + set.name() + " does not have");
        }
    }
}
