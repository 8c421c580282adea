package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.CommandSetCodec;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.ApplicationContext;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.Pdu;
import org.radbridge.dicom.pdu.PduDecoder;
import org.radbridge.dicom.pdu.PduEncoder;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationContextRq;
import org.radbridge.dicom.pdu.PresentationDataValue;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;

/** A peer on a real socket that does exactly what a test tells it, right or wrong. Blocking. */
final class ScriptedPeer implements AutoCloseable {

    /** Verification in Implicit VR Little Endian. */
    static final int ECHO_CONTEXT = 1;

    /** CT Image Storage in Explicit VR Little Endian. */
    static final int CT_CONTEXT = 3;

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    static ScriptedPeer connect(int port) throws IOException {
        return new ScriptedPeer(new Socket("127.0.0.1", port));
    }

    /** Connects and opens an association with both contexts. */
    static ScriptedPeer associate(int port) throws IOException, PduException {
        ScriptedPeer peer = connect(port);
        peer.send(proposal("SCRIPT"));
        if (!(peer.receive() instanceof AAssociateAc)) {
            throw new IOException("no A-ASSOCIATE-AC");
        }
        return peer;
    }

    static AAssociateRq proposal(String callingAeTitle) {
        return new AAssociateRq(
                1,
                "RADBRIDGE",
                callingAeTitle,
                ApplicationContext.DICOM,
                List.of(
                        new PresentationContextRq(
                                ECHO_CONTEXT,
                                Uid.Verification,
                                List.of(Uid.ImplicitVRLittleEndian)),
                        new PresentationContextRq(
                                CT_CONTEXT,
                                Uid.CTImageStorage,
                                List.of(Uid.ExplicitVRLittleEndian))),
                UserInformation.of(new MaximumLength(16384)));
    }

    static PDataTf command(int contextId, CommandSet command) {
        return PDataTf.of(
                new PresentationDataValue(contextId, true, true, CommandSetCodec.encode(command)));
    }

    static PDataTf data(int contextId, Buffer bytes, boolean last) {
        return PDataTf.of(new PresentationDataValue(contextId, false, last, bytes));
    }

    static CommandSet echoRq(int messageId) {
        return CommandSet.builder(CommandField.C_ECHO_RQ)
                .put(CommandElement.AFFECTED_SOP_CLASS_UID, Uid.Verification)
                .put(CommandElement.MESSAGE_ID, messageId)
                .build(false);
    }

    static CommandSet storeRq(int messageId, String sopClassUid, String sopInstanceUid) {
        return CommandSet.builder(CommandField.C_STORE_RQ)
                .put(CommandElement.AFFECTED_SOP_CLASS_UID, sopClassUid)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.PRIORITY, 0)
                .put(CommandElement.AFFECTED_SOP_INSTANCE_UID, sopInstanceUid)
                .build(true);
    }

    void send(Pdu pdu) throws IOException {
        sendBytes(PduEncoder.encode(pdu));
    }

    void sendBytes(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
        socket.getOutputStream().flush();
    }

    Pdu receive() throws IOException, PduException {
        byte[] header = in.readNBytes(Pdu.HEADER_LENGTH);
        if (header.length < Pdu.HEADER_LENGTH) {
            throw new EOFException("connection closed");
        }
        Buffer pdu = Buffer.buffer(header);
        return PduDecoder.decode(pdu.appendBytes(in.readNBytes(pdu.getInt(2))));
    }

    /** The status of the response that comes next. */
    DimseStatus receiveStatus() throws IOException, PduException {
        return receiveCommand().status().orElseThrow();
    }

    CommandSet receiveCommand() throws IOException, PduException {
        PDataTf data = (PDataTf) receive();
        return CommandSetCodec.decode(data.presentationDataValues().getFirst().fragment());
    }

    /** Whether the other side closes, with nothing more to say. */
    boolean seesClose() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
