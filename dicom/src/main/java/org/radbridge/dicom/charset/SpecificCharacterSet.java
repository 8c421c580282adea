package org.radbridge.dicom.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of (0008,0005) and what it means for text of VR LO, LT, PN, SH, ST, UC and UT (PS3.5
 * section 6.1). Immutable.
 */
public final class SpecificCharacterSet {

    /** The default repertoire, ISO-IR 6, when (0008,0005) is absent or empty. */
    public static final SpecificCharacterSet DEFAULT =
            new SpecificCharacterSet(List.of(), StandardCharsets.US_ASCII, List.of());

    /** ISO_IR 192. */
    public static final SpecificCharacterSet UTF_8 =
            new SpecificCharacterSet(List.of("ISO_IR 192"), StandardCharsets.UTF_8, List.of());

    /** Terms that never stand beside another (PS3.3 table C.12-5), and their Java names. */
    private static final SortedMap<String, String> WITHOUT_CODE_EXTENSION =
            new TreeMap<>(Map.of("ISO_IR 192", "UTF-8", "GB18030", "GB18030", "GBK", "GBK"));

    private final List<String> terms;
    private final @Nullable Charset whole;
    private final List<Repertoire> extended;

    private SpecificCharacterSet(
            List<String> terms, @Nullable Charset whole, List<Repertoire> extended) {
        this.terms = terms;
        this.whole = whole;
        this.extended = extended;
    }

    /**
     * Reads the defined terms of (0008,0005). A term nobody defined leaves only the ASCII half
     * readable: see {@link #isSupported()}.
     */
    public static SpecificCharacterSet of(List<String> terms) {
        List<String> trimmed = terms.stream().map(String::strip).toList();
        if (trimmed.stream().allMatch(String::isEmpty)) {
            return DEFAULT;
        }
        if (trimmed.size() == 1 && !trimmed.getFirst().startsWith("ISO 2022")) {
            return single(trimmed);
        }
        return withCodeExtension(trimmed);
    }

    private static SpecificCharacterSet single(List<String> terms) {
        String term = terms.getFirst().toUpperCase(Locale.ROOT);
        String charset = WITHOUT_CODE_EXTENSION.get(term);
        if (charset != null) {
            return charset.equals("UTF-8")
                    ? UTF_8
                    : new SpecificCharacterSet(terms, Charset.forName(charset), List.of());
        }
        return Repertoire.ofNumber(numberOf(term))
                .filter(set -> set.width() == 1)
                .map(set ->
                        set == Repertoire.KATAKANA
                                ? new SpecificCharacterSet(terms, null, List.of(set))
                                : new SpecificCharacterSet(terms, set.charset(), List.of()))
                .orElseGet(() -> new SpecificCharacterSet(terms, null, List.of()));
    }

    private static SpecificCharacterSet withCodeExtension(List<String> terms) {
        List<Repertoire> sets = new ArrayList<>();
        for (String term : terms) {
            Repertoire set =
                    term.isEmpty()
                            ? Repertoire.ASCII
                            : Repertoire.ofNumber(numberOf(term)).orElse(null);
            if (set == null) {
                return new SpecificCharacterSet(terms, null, List.of());
            }
            sets.add(set);
        }
        return new SpecificCharacterSet(terms, null, List.copyOf(sets));
    }

    /** The defined terms that are read and written, those of code extensions among them. */
    public static List<String> definedTerms() {
        List<String> defined = new ArrayList<>();
        for (Repertoire set : Repertoire.values()) {
            if (set.width() == 1) {
                defined.add("ISO_IR " + set.number());
            }
        }
        for (Repertoire set : Repertoire.values()) {
            defined.add("ISO 2022 IR " + set.number());
        }
        defined.addAll(WITHOUT_CODE_EXTENSION.keySet());
        return defined;
    }

    private static String numberOf(String term) {
        String upper = term.toUpperCase(Locale.ROOT).replace('_', ' ');
        int marker = upper.indexOf("IR ");
        return marker < 0 ? "" : upper.substring(marker + 3).strip();
    }

    /** The terms as they stand in (0008,0005), empty for the default repertoire. */
    public List<String> terms() {
        return terms;
    }

    /**
     * False when a term is not one that PS3.3 defines: then only ASCII can be read and nothing else
     * written.
     */
    public boolean isSupported() {
        return whole != null || !extended.isEmpty();
    }

    /**
     * Decodes text; never fails.
     *
     * @param personName whether the text is of VR PN, where {@code ^} and {@code =} end an
     *     extension
     */
    public String decode(byte[] bytes, boolean personName) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (whole != null) {
            return new String(bytes, whole);
        }
        if (extended.isEmpty()) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        return new CodeExtension(extended, personName).decode(bytes);
    }

    /**
     * Encodes text.
     *
     * @throws UnencodableTextException when a character is outside these sets
     */
    public byte[] encode(String text, boolean personName) {
        if (whole == null) {
            return encodeExtended(text, personName);
        }
        try {
            ByteBuffer buffer =
                    whole.newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException unmappable) {
            throw new UnencodableTextException(this);
        }
    }

    private byte[] encodeExtended(String text, boolean personName) {
        List<Repertoire> sets = extended.isEmpty() ? List.of(Repertoire.ASCII) : extended;
        byte[] bytes = new CodeExtension(sets, personName).encode(text);
        if (bytes == null) {
            throw new UnencodableTextException(this);
        }
        return bytes;
    }

    /** True when every byte means the same in all repertoires: no high bit, no escape. */
    public static boolean isAscii(byte[] bytes) {
        for (byte current : bytes) {
            if (current < 0 || current == 0x1B) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpecificCharacterSet that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
    }
}
