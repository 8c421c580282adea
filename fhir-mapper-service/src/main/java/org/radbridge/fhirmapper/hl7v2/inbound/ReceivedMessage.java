package org.radbridge.fhirmapper.hl7v2.inbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;

/**
 * A message as it came.
 *
 * @param header its header, if it has a readable one
 * @param feed the feed it is of, if of any
 * @param body all of it
 * @param address the sender's
 */
record ReceivedMessage(
        Optional<MessageHeader> header, Optional<String> feed, byte[] body, String address) {

    String application() {
        return header.map(MessageHeader::sendingApplication).orElse("");
    }

    String facility() {
        return header.map(MessageHeader::sendingFacility).orElse("");
    }

    String controlId() {
        return header.map(MessageHeader::controlId).orElse("");
    }

    String kind() {
        return header.map(MessageHeader::kind).orElse("");
    }

    /**
     * A digest of what the message says: all but its first segment, whose time a sender may set
     * anew when it sends again. With the control id it tells a repetition from a message whose
     * sender counts from one again.
     */
    String digest() {
        int begin = 0;
        while (header.isPresent() && begin < body.length && body[begin] != '\r') {
            begin++;
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(kind().getBytes(StandardCharsets.UTF_8));
            sha.update(body, begin, body.length - begin);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
