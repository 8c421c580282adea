package org.radbridge.dicom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The standard's data dictionary (PS3.6): VR, VM and keyword of each public data element. Read
 * once, then immutable.
 */
public final class Dictionary {

    /** One row: VRs in the order of PS3.6, empty for items and delimiters. */
    private record Entry(String keyword, List<Vr> vrs, String vm) {}

    /** A repeating group: the bits of {@code mask} must equal {@code bits}. */
    private record Repeating(int mask, int bits, Entry entry) {}

    private static final Map<Integer, Entry> ENTRIES = new HashMap<>(8192);
    private static final Map<String, Integer> TAGS = new HashMap<>(8192);
    private static final List<Repeating> REPEATING = new ArrayList<>();

    static {
        for (String chunk : RegistryFacts.ELEMENTS) {
            chunk.lines().forEach(Dictionary::add);
        }
    }

    private Dictionary() {}

    private static void add(String line) {
        String[] cells = line.split("\t", -1);
        List<Vr> vrs =
                cells[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(cells[2].split("\\|")).map(Vr::valueOf).toList();
        Entry entry = new Entry(cells[1], vrs, cells[3]);
        int tag = Integer.parseUnsignedInt(cells[0].replace('x', '0'), 16);
        TAGS.put(entry.keyword(), tag);
        if (cells[0].indexOf('x') < 0) {
            ENTRIES.put(tag, entry);
            return;
        }
        int mask = Integer.parseUnsignedInt(cells[0].replaceAll("[^x]", "F").replace('x', '0'), 16);
        REPEATING.add(new Repeating(mask, tag, entry));
    }

    private static @Nullable Entry entry(int tag) {
        Entry entry = ENTRIES.get(tag);
        if (entry != null || isPrivate(tag)) {
            return entry;
        }
        for (Repeating candidate : REPEATING) {
            if ((tag & candidate.mask()) == candidate.bits()) {
                return candidate.entry();
            }
        }
        return null;
    }

    /**
     * The VR that implicit VR encoding gives this tag when pixel values are unsigned: see {@link
     * #vr(int, boolean)}.
     */
    public static Vr vr(int tag) {
        return vr(tag, false);
    }

    /**
     * The VR of a tag (PS3.5 annex A.1): UL for a group length, LO for a private creator, OW where
     * PS3.6 allows it beside others, UN for what nobody registered.
     *
     * @param signedPixels whether Pixel Representation (0028,0103) is 1, which turns "US or SS"
     *     into SS
     */
    public static Vr vr(int tag, boolean signedPixels) {
        if ((tag & 0xFFFF) == 0) {
            return Vr.UL;
        }
        if (isPrivate(tag)) {
            return isPrivateCreator(tag) ? Vr.LO : Vr.UN;
        }
        Entry entry = entry(tag);
        if (entry == null || entry.vrs().isEmpty()) {
            return Vr.UN;
        }
        List<Vr> vrs = entry.vrs();
        if (vrs.contains(Vr.OW)) {
            return Vr.OW;
        }
        return signedPixels && vrs.contains(Vr.SS) ? Vr.SS : vrs.getFirst();
    }

    /** The keyword of a public tag: {@code PatientName} for (0010,0010). */
    public static Optional<String> keyword(int tag) {
        return Optional.ofNullable(entry(tag)).map(Entry::keyword);
    }

    /** The tag of a keyword; a repeating group's first. */
    public static OptionalInt tag(String keyword) {
        Integer tag = TAGS.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** The value multiplicity as PS3.6 writes it, for example {@code 1}, {@code 1-n}, {@code 3}. */
    public static Optional<String> vm(int tag) {
        return Optional.ofNullable(entry(tag)).map(Entry::vm);
    }

    /** True for an odd group number. */
    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** True for (gggg,0010) to (gggg,00FF) of an odd group (PS3.5 section 7.8.1). */
    public static boolean isPrivateCreator(int tag) {
        int element = tag & 0xFFFF;
        return isPrivate(tag) && element >= 0x10 && element <= 0xFF;
    }

    /**
     * Who reserved the block of a private element (PS3.5 section 7.8.1); empty for a public tag,
     * for a private creator itself and for a block that nobody reserved.
     */
    public static Optional<String> privateCreator(int tag, DataSet dataSet) {
        int block = tag >>> 8 & 0xFF;
        if (!isPrivate(tag) || block < 0x10) {
            return Optional.empty();
        }
        int creatorTag = tag & 0xFFFF0000 | block;
        return dataSet.element(creatorTag).orElse(null) instanceof TextElement text
                ? text.values().stream().findFirst().filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /** A tag as the standard prints it: {@code (0010,0010)}. */
    public static String format(int tag) {
        return "(%04X,%04X)".formatted(tag >>> 16, tag & 0xFFFF);
    }
}
