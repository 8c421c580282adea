package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.image.codec.ImageException;

/** The packets of a tile in the order of its progressions (B.9 to B.12). */
final class Packets {

    private final CodingDefaults defaults;
    private final PacketBits headers;
    private final PacketBits bodies;
    private final List<CodeBlock> included = new ArrayList<>();
    private long left;

    /**
     * @param packedHeaders what PPM or PPT say of this tile; null where the headers are in the
     *     packets
     */
    Packets(CodingDefaults defaults, byte[] bytes, byte @Nullable [] packedHeaders) {
        this.defaults = defaults;
        this.bodies = new PacketBits(bytes, 0, bytes.length);
        this.headers =
                packedHeaders == null
                        ? bodies
                        : new PacketBits(packedHeaders, 0, packedHeaders.length);
    }

    /** Checks that so many precincts can be in the bytes at all: a packet takes at least one. */
    void checkCount(long precincts) {
        if (precincts * defaults.layers() > headers.remaining()) {
            throw ImageException.truncated("JPEG 2000 tile ends before its packets do");
        }
    }

    void read(List<Precinct> precincts, List<ProgressionVolume> progressions) {
        left = (long) precincts.size() * defaults.layers();
        for (ProgressionVolume volume : progressions) {
            if (left == 0) {
                break;
            }
            List<Precinct> sorted =
                    precincts.stream()
                            .filter(volume::contains)
                            .sorted(volume.order().precincts)
                            .toList();
            int layers = Math.min(volume.layerEnd(), defaults.layers());
            int from = 0;
            while (from < sorted.size()) {
                int to = groupEnd(sorted, from, volume.order());
                readGroup(sorted.subList(from, to), layers);
                from = to;
            }
        }
        if (left > 0) {
            throw ImageException.malformed("JPEG 2000 progressions leave packets out");
        }
    }

    /** The precincts whose packets come layer by layer. */
    private static int groupEnd(List<Precinct> sorted, int from, ProgressionOrder order) {
        return switch (order) {
            case LRCP -> sorted.size();
            case RLCP -> {
                int to = from;
                while (to < sorted.size()
                        && sorted.get(to).resolution == sorted.get(from).resolution) {
                    to++;
                }
                yield to;
            }
            case RPCL, PCRL, CPRL -> from + 1;
        };
    }

    private void readGroup(List<Precinct> precincts, int layers) {
        for (int layer = 0; layer < layers; layer++) {
            for (Precinct precinct : precincts) {
                if (precinct.layersRead == layer) {
                    readPacket(precinct, layer);
                    precinct.layersRead++;
                    left--;
                }
            }
        }
    }

    private void readPacket(Precinct precinct, int layer) {
        if (defaults.sop()) {
            bodies.skipMarker(Marker.SOP, 6);
        }
        included.clear();
        if (headers.bit() == 1) {
            for (PrecinctBand band : precinct.bands) {
                band.readHeader(headers, layer, included::add);
            }
        }
        headers.align();
        if (defaults.eph()) {
            headers.skipMarker(Marker.EPH, 2);
        }
        for (CodeBlock block : included) {
            block.takeBytes(bodies);
        }
    }
}
