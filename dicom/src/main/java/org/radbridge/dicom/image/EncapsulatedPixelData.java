package org.radbridge.dicom.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * Which fragments make which frame (PS3.5 annex A.4). In this order: all of them for a single
 * frame; the Extended, then the Basic Offset Table; one fragment per frame; a fragment that begins
 * with a codestream's first marker begins a frame. A table that points between fragments is passed
 * over, since writers get it wrong (offsets counted from elsewhere) while the fragments are sound.
 */
final class EncapsulatedPixelData {

    private static final int ITEM_HEADER = 8;

    private EncapsulatedPixelData() {}

    /**
     * The bytes of every frame as a list of fragments.
     *
     * @param extendedOffsets value of (7FE0,0001); empty where absent
     * @throws ImageException when the fragments cannot be told apart into so many frames
     */
    static List<List<byte[]>> frames(
            PixelDataFragments pixelData, long[] extendedOffsets, int frames) {
        List<byte[]> items = pixelData.fragments();
        if (items.size() < 2) {
            throw new ImageException(Kind.TRUNCATED, "Pixel Data has no fragment");
        }
        List<byte[]> fragments = items.subList(1, items.size());
        if (frames == 1) {
            return List.of(fragments);
        }
        if (frames > fragments.size()) {
            throw new ImageException(Kind.TRUNCATED, "fewer fragments than frames");
        }
        List<List<byte[]>> found = byOffsets(fragments, extendedOffsets, frames);
        if (found == null) {
            found = byOffsets(fragments, basicOffsets(items.getFirst()), frames);
        }
        if (found == null && fragments.size() == frames) {
            found = fragments.stream().map(List::of).toList();
        }
        if (found == null) {
            found = byMarkers(fragments, frames);
        }
        if (found == null) {
            throw new ImageException(Kind.MALFORMED, "no telling which fragments make a frame");
        }
        return found;
    }

    private static @Nullable List<List<byte[]>> byOffsets(
            List<byte[]> fragments, long[] offsets, int frames) {
        if (offsets.length != frames || offsets[0] != 0) {
            return null;
        }
        List<Integer> starts = new ArrayList<>(frames);
        long at = 0;
        for (int i = 0; i < fragments.size() && starts.size() < frames; i++) {
            if (offsets[starts.size()] == at) {
                starts.add(i);
            }
            at += ITEM_HEADER + fragments.get(i).length;
        }
        return starts.size() == frames ? cut(fragments, starts) : null;
    }

    private static @Nullable List<List<byte[]>> byMarkers(List<byte[]> fragments, int frames) {
        List<Integer> starts = new ArrayList<>(frames);
        for (int i = 0; i < fragments.size(); i++) {
            if (beginsCodestream(fragments.get(i))) {
                starts.add(i);
            }
        }
        return starts.size() == frames && starts.getFirst() == 0 ? cut(fragments, starts) : null;
    }

    /** SOI of JPEG and JPEG-LS, SOC of JPEG 2000, each with the marker that must follow it. */
    private static boolean beginsCodestream(byte[] fragment) {
        return fragment.length > 3
                && fragment[0] == (byte) 0xFF
                && fragment[2] == (byte) 0xFF
                && (fragment[1] == (byte) 0xD8 || fragment[1] == (byte) 0x4F);
    }

    private static List<List<byte[]>> cut(List<byte[]> fragments, List<Integer> starts) {
        List<List<byte[]>> frames = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : fragments.size();
            frames.add(fragments.subList(starts.get(i), end));
        }
        return frames;
    }

    private static long[] basicOffsets(byte[] table) {
        long[] offsets = new long[table.length / 4];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] =
                    (table[4 * i] & 0xFF
                                    | (table[4 * i + 1] & 0xFF) << 8
                                    | (table[4 * i + 2] & 0xFF) << 16
                                    | table[4 * i + 3] << 24)
                            & 0xFFFF_FFFFL;
        }
        return offsets;
    }

    /** A frame's fragments as one run of bytes; a single one is not copied. */
    static byte[] joined(List<byte[]> fragments) {
        if (fragments.size() == 1) {
            return fragments.getFirst();
        }
        long length = fragments.stream().mapToLong(fragment -> fragment.length).sum();
        if (length > Integer.MAX_VALUE - ITEM_HEADER) {
            throw new ImageException(Kind.TOO_LARGE, "a frame of more than 2 GiB");
        }
        byte[] frame = Arrays.copyOf(fragments.getFirst(), (int) length);
        int at = fragments.getFirst().length;
        for (byte[] fragment : fragments.subList(1, fragments.size())) {
            System.arraycopy(fragment, 0, frame, at, fragment.length);
            at += fragment.length;
        }
        return frame;
    }
}
