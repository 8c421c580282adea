package org.radbridge.dicom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;

/**
 * A set of elements in ascending order of their tags (PS3.5 section 7.1). Mutable and not safe for
 * threads.
 *
 * <p>Reading: an absent element and an empty one read alike, as nothing; {@link #contains} tells
 * them apart. A value that is not what its VR demands throws {@link InvalidValueException}. Writing
 * text: it may hold any character; a writer turns it into the repertoire of (0008,0005), so set
 * that (usually {@code ISO_IR 192}) on the outermost data set.
 *
 * <p>{@link #toString()} tells tags, never values: they may be about a person.
 */
public final class DataSet implements Iterable<Element> {

    private final ArrayList<Element> elements = new ArrayList<>();

    // --- whole elements

    /** Adds an element, in place of one with the same tag. */
    public DataSet put(Element element) {
        if (elements.isEmpty()
                || Integer.compareUnsigned(elements.getLast().tag(), element.tag()) < 0) {
            elements.add(element);
            return this;
        }
        int index = indexOf(element.tag());
        if (index >= 0) {
            elements.set(index, element);
        } else {
            elements.add(-index - 1, element);
        }
        return this;
    }

    /** Adds every element of another data set, in place of those with the same tags. */
    public DataSet putAll(DataSet other) {
        other.forEach(this::put);
        return this;
    }

    /** Adds the elements with these tags that {@code source} has. */
    public DataSet copyFrom(DataSet source, int... tags) {
        for (int tag : tags) {
            source.element(tag).ifPresent(this::put);
        }
        return this;
    }

    public Optional<Element> element(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** True for a present element, empty or not. */
    public boolean contains(int tag) {
        return indexOf(tag) >= 0;
    }

    /** True for a present element with a value. */
    public boolean containsValue(int tag) {
        Element element = find(tag);
        return element != null && !element.isEmpty();
    }

    public DataSet remove(int tag) {
        int index = indexOf(tag);
        if (index >= 0) {
            elements.remove(index);
        }
        return this;
    }

    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** Ascending order of tags. */
    @Override
    public Iterator<Element> iterator() {
        return Collections.unmodifiableList(elements).iterator();
    }

    private int indexOf(int tag) {
        int low = 0;
        int high = elements.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements.get(middle).tag(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private @Nullable Element find(int tag) {
        int index = indexOf(tag);
        return index >= 0 ? elements.get(index) : null;
    }

    // --- reading values

    /** The first value as text, numbers included; empty when there is none or it is empty. */
    public Optional<String> string(int tag) {
        List<String> values = strings(tag);
        return values.isEmpty() || values.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst());
    }

    /**
     * All values as text, padding removed, empty ones kept between others. Binary numbers become
     * decimal text.
     */
    public List<String> strings(int tag) {
        return switch (find(tag)) {
            case null -> List.of();
            case TextElement text -> text.values();
            case BinaryElement binary -> numbersAsText(binary);
            case SequenceElement _, PixelDataFragments _, SkippedElement _ ->
                    throw new InvalidValueException(tag, "holds no text");
        };
    }

    private static List<String> numbersAsText(BinaryElement binary) {
        return switch (binary.vr()) {
            case FL, FD, OF, OD ->
                    Arrays.stream(Numbers.decimals(binary)).mapToObj(Double::toString).toList();
            case UV, OV ->
                    Arrays.stream(Numbers.integers(binary))
                            .mapToObj(Long::toUnsignedString)
                            .toList();
            case AT -> Arrays.stream(Numbers.integers(binary)).mapToObj("%08X"::formatted).toList();
            default -> Arrays.stream(Numbers.integers(binary)).mapToObj(Long::toString).toList();
        };
    }

    /** The first value of an integer VR (IS, US, SS, UL, SL, SV, UV, AT). */
    public OptionalInt integer(int tag) {
        int[] values = integers(tag);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[0]);
    }

    /**
     * All values of an integer VR. UL and AT above 2^31-1 come as negative numbers; other values
     * must fit.
     */
    public int[] integers(int tag) {
        long[] longs = longs(tag);
        int[] values = new int[longs.length];
        for (int i = 0; i < longs.length; i++) {
            if (longs[i] < Integer.MIN_VALUE || longs[i] > 0xFFFF_FFFFL) {
                throw new InvalidValueException(tag, "does not fit in 32 bits");
            }
            values[i] = (int) longs[i];
        }
        return values;
    }

    /** All values of an integer VR; UV above 2^63-1 comes negative. */
    public long[] longs(int tag) {
        Element element = find(tag);
        return element == null ? new long[0] : Numbers.integers(element);
    }

    /** The first value of a numeric VR. */
    public OptionalDouble decimal(int tag) {
        double[] values = decimals(tag);
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
    }

    /** All values of a numeric VR (DS, FL, FD and the integer ones). */
    public double[] decimals(int tag) {
        Element element = find(tag);
        return element == null ? new double[0] : Numbers.decimals(element);
    }

    /** The items of a sequence; empty when it is absent or has none. */
    public List<DataSet> items(int tag) {
        return switch (find(tag)) {
            case null -> List.of();
            case SequenceElement sequence -> sequence.items();
            case BinaryElement binary when binary.isEmpty() -> List.of();
            case BinaryElement _, TextElement _, PixelDataFragments _, SkippedElement _ ->
                    throw new InvalidValueException(tag, "is not a sequence");
        };
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(int tag) {
        return items(tag).stream().findFirst();
    }

    /** The value as coded, little endian; not a copy. Empty for an absent element. */
    public Optional<byte[]> bytes(int tag) {
        return switch (find(tag)) {
            case null -> Optional.empty();
            case BinaryElement binary -> Optional.of(binary.bytes());
            case TextElement text -> Optional.of(text.bytes());
            case SequenceElement _, PixelDataFragments _, SkippedElement _ ->
                    throw new InvalidValueException(tag, "has no single value in memory");
        };
    }

    /** The character set that (0008,0005) of this data set names, the default one when absent. */
    public SpecificCharacterSet characterSet() {
        return SpecificCharacterSet.of(strings(Tag.SpecificCharacterSet));
    }

    /**
     * The tag of a private element (PS3.5 section 7.8): group (odd), who reserved the block, and
     * the element's last two digits. Empty when this data set holds no such block.
     */
    public OptionalInt privateTag(int group, String creator, int element) {
        for (int block = 0x10; block <= 0xFF; block++) {
            int creatorTag = group << 16 | block;
            boolean reserved =
                    find(creatorTag) instanceof TextElement text
                            && text.values().stream()
                                    .findFirst()
                                    .filter(creator::equals)
                                    .isPresent();
            if (reserved) {
                return OptionalInt.of(group << 16 | block << 8 | element);
            }
        }
        return OptionalInt.empty();
    }

    // --- writing values

    /**
     * Sets text, the VR from the dictionary; no values make an empty element. Numbers as text for
     * numeric VRs.
     */
    public DataSet put(int tag, String... values) {
        return put(tag, Dictionary.vr(tag), values);
    }

    /** Sets text. */
    public DataSet put(int tag, Vr vr, String... values) {
        if (vr == Vr.SQ) {
            throw new InvalidValueException(tag, "is a sequence");
        }
        if (vr.isText()) {
            return put(TextElement.of(tag, vr, List.of(values)));
        }
        if (values.length == 0) {
            return putBytes(tag, vr, new byte[0]);
        }
        if (vr == Vr.FL || vr == Vr.FD || vr == Vr.OF || vr == Vr.OD) {
            return putDoubles(
                    tag, vr, Arrays.stream(values).mapToDouble(Double::parseDouble).toArray());
        }
        return put(
                Numbers.ofIntegers(
                        tag,
                        vr,
                        Arrays.stream(values).mapToLong(value -> parsed(vr, value)).toArray()));
    }

    private static long parsed(Vr vr, String value) {
        return switch (vr) {
            case AT -> Long.parseLong(value, 16);
            case UV, OV -> Long.parseUnsignedLong(value);
            default -> Long.parseLong(value);
        };
    }

    /** Sets integers, the VR from the dictionary. */
    public DataSet putInts(int tag, int... values) {
        return putInts(tag, Dictionary.vr(tag), values);
    }

    public DataSet putInts(int tag, Vr vr, int... values) {
        return put(Numbers.ofIntegers(tag, vr, Arrays.stream(values).asLongStream().toArray()));
    }

    /**
     * Sets decimals, the VR from the dictionary; DS is rounded to the digits that fit in 16
     * characters.
     */
    public DataSet putDoubles(int tag, double... values) {
        return putDoubles(tag, Dictionary.vr(tag), values);
    }

    public DataSet putDoubles(int tag, Vr vr, double... values) {
        return put(Numbers.ofDecimals(tag, vr, values));
    }

    /** Sets a sequence. */
    public DataSet putItems(int tag, DataSet... items) {
        return putItems(tag, List.of(items));
    }

    /** Sets a sequence. */
    public DataSet putItems(int tag, List<DataSet> items) {
        return put(new SequenceElement(tag, items));
    }

    /** Sets a binary value, little endian; text VRs take ASCII bytes. */
    public DataSet putBytes(int tag, Vr vr, byte[] value) {
        return put(
                vr.isText()
                        ? new TextElement(tag, vr, value, SpecificCharacterSet.DEFAULT)
                        : new BinaryElement(tag, vr, value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataSet that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return elements.toString();
    }
}
