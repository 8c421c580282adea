package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** A tile from its packets to its samples. */
final class TileDecoder {

    /** Code-blocks of one tile: a frame of the largest size in blocks of 8 by 8. */
    private static final int MAX_BLOCKS = 1 << 20;

    private final ImageSize size;
    private final BlockCoefficients coefficients = new BlockCoefficients();
    private final BlockDecoder blockDecoder = new BlockDecoder(coefficients);
    private final HtBlockDecoder htBlockDecoder = new HtBlockDecoder(coefficients);

    TileDecoder(ImageSize size) {
        this.size = size;
    }

    /** Decodes the tile of that index into the samples of the whole image. */
    void decode(int index, Tile tile, int[] samples) {
        Area area = size.tile(index);
        CodingDefaults defaults = tile.parameters.defaults();
        List<List<Resolution>> components = new ArrayList<>();
        for (int c = 0; c < size.components().size(); c++) {
            components.add(resolutions(c, area, tile.parameters));
        }
        byte[] bytes = tile.takeBytes();
        Packets packets = new Packets(defaults, bytes, tile.takePackedHeaders());
        List<Precinct> precincts = precincts(components, area, packets);
        packets.read(precincts, tile.parameters.progressions());
        Plane[] planes = new Plane[components.size()];
        for (int c = 0; c < planes.length; c++) {
            planes[c] =
                    tile.parameters.style(c).reversible
                            ? new ReversiblePlane(area.width(), area.height())
                            : new IrreversiblePlane(area.width(), area.height());
        }
        for (Precinct precinct : precincts) {
            BlockStyle style = tile.parameters.style(precinct.component).blockStyle;
            Plane plane = planes[precinct.component];
            for (PrecinctBand band : precinct.bands) {
                band.forEachBlock(block -> decode(block, bytes, band.band, style, plane));
            }
        }
        for (int c = 0; c < planes.length; c++) {
            planes[c].synthesise(components.get(c));
        }
        if (defaults.componentTransform()) {
            ComponentTransform.undo(planes);
        }
        for (int c = 0; c < planes.length; c++) {
            write(planes[c], c, area, samples);
        }
    }

    private void decode(
            CodeBlock block, byte[] bytes, Subband band, BlockStyle style, Plane plane) {
        coefficients.begin(block, bytes);
        if (style.highThroughput()) {
            htBlockDecoder.decode(block, band, style);
        } else {
            blockDecoder.decode(block, band, style);
        }
        coefficients.end(block, band, plane);
    }

    private List<Resolution> resolutions(int component, Area tile, Parameters parameters) {
        CodingStyle style = parameters.style(component);
        Quantization steps = parameters.quantization(component);
        if (style.reversible && !steps.isNone()) {
            throw ImageException.malformed("JPEG 2000 quantizes what is reversible");
        }
        int shift = parameters.regionShift(component);
        int bits = size.components().get(component).precision();
        List<Resolution> resolutions = new ArrayList<>();
        for (int r = 0; r <= style.levels; r++) {
            resolutions.add(Resolution.of(r, tile, style, steps, shift, bits));
        }
        return resolutions;
    }

    private static List<Precinct> precincts(
            List<List<Resolution>> components, Area tile, Packets packets) {
        long count = 0;
        for (List<Resolution> resolutions : components) {
            for (Resolution resolution : resolutions) {
                count += (long) resolution.precinctsAcross() * resolution.precinctsDown();
            }
        }
        packets.checkCount(count);
        List<Precinct> precincts = new ArrayList<>((int) count);
        long blocks = 0;
        for (int c = 0; c < components.size(); c++) {
            for (Resolution resolution : components.get(c)) {
                int here = resolution.precinctsAcross() * resolution.precinctsDown();
                for (int i = 0; i < here; i++) {
                    Precinct precinct = resolution.precinct(c, tile, i);
                    precincts.add(precinct);
                    for (PrecinctBand band : precinct.bands) {
                        blocks += band.blocks();
                    }
                }
            }
        }
        if (blocks > MAX_BLOCKS) {
            throw new ImageException(Kind.TOO_LARGE, "more JPEG 2000 code-blocks than are decoded");
        }
        return precincts;
    }

    /** Level shift (G.1.2) and limits, and the samples side by side. */
    private void write(Plane plane, int component, Area tile, int[] samples) {
        ImageSize.Component depth = size.components().get(component);
        int lowest = depth.lowest();
        int highest = depth.highest();
        int shift = depth.levelShift();
        int perPixel = size.components().size();
        int columns = size.x1() - size.x0();
        int from = 0;
        for (int y = tile.y0(); y < tile.y1(); y++) {
            int to = ((y - size.y0()) * columns + tile.x0() - size.x0()) * perPixel + component;
            for (int x = tile.x0(); x < tile.x1(); x++, from++, to += perPixel) {
                int sample = plane.sample(from) + shift;
                samples[to] = Math.max(lowest, Math.min(sample, highest));
            }
        }
    }
}
