package org.radbridge.devstack.ehr;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.StudyIdentity;

/**
 * What a hospital's systems say of a study before its images come: who the patient is and where
 * they lie (ADT^A01), and what was ordered (ORM^O01). Each message waits for its acknowledgement.
 */
public final class HospitalFeed implements AutoCloseable {
    private static final byte START = 0x0B;
    private static final byte END = 0x1C;
    private static final int LONGEST_ANSWER = 64 << 10;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects to who takes messages, on this machine. */
    public HospitalFeed(int port) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("localhost", port), PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * The patient is admitted.
     *
     * @throws IOException when it is not accepted
     */
    public void admit(PhantomStudy study) throws IOException {
        send("ADT^A01^ADT_A01", "EVN|A01|" + now() + "\r" + patient(study) + visit(study));
    }

    /**
     * The study is ordered; placer, filler and accession number are one.
     *
     * @throws IOException when it is not accepted
     */
    public void order(PhantomStudy study) throws IOException {
        String number = study.identity().accessionNumber();
        String orderer = "2002^Order^Olive^^^Dr";
        send(
                "ORM^O01^ORM_O01",
                patient(study)
                        + visit(study)
                        + "ORC|NW|%s^EHR|%s^RIS||||||%s|||%s\r"
                                .formatted(number, number, now(), orderer)
                        + "OBR|1|%s^EHR|%s^RIS|%s||||||||||||%s||%s|||||||||^^^%s^^R\r"
                                .formatted(
                                        number,
                                        number,
                                        procedure(study),
                                        orderer,
                                        number,
                                        TIME.format(study.identity().taken())));
    }

    private static String patient(PhantomStudy study) {
        StudyIdentity who = study.identity();
        return "PID|1||%s^^^%s^MR||%s^^^^^L||%s|%s|||1 Phantom Lane^^Nowhere||^PRN^PH^^1^555^0100\r"
                .formatted(
                        who.patientId(),
                        StudyIdentity.ISSUER,
                        who.patientName(),
                        DATE.format(who.birthDate()),
                        who.sex());
    }

    private static String visit(PhantomStudy study) {
        return "PV1|1|E|ED^1^1^HOSPITAL||||1001^Attend^Anna^^^Dr|||EMR|||||||||%s^^^%s^VN\r"
                .formatted(visitNumber(study), StudyIdentity.ISSUER);
    }

    /** The number of the visit in which a study is made. */
    public static String visitNumber(PhantomStudy study) {
        return "V" + study.identity().accessionNumber();
    }

    /** In LOINC. */
    private static String procedure(PhantomStudy study) {
        return study.modality().equals("CT") ? "24725-4^CT Head^LN" : "36572-6^XR Chest AP^LN";
    }

    private static String now() {
        return TIME.format(LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC));
    }

    private void send(String type, String segments) throws IOException {
        String controlId = UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String header =
                "MSH|^~\\&|EHR|HOSPITAL|RADBRIDGE|RADBRIDGE|%s||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                        .formatted(now(), type, controlId);
        byte[] text = (header + segments).getBytes(StandardCharsets.UTF_8);
        out.write(START);
        out.write(text);
        out.write(END);
        out.write('\r');
        out.flush();
        String answer = answer();
        String expected = "AA|" + controlId;
        if (!answer.contains("\rMSA|" + expected)) {
            throw new IOException(type + " was not accepted: " + answer.replace('\r', '\n'));
        }
    }

    private String answer() throws IOException {
        if (in.readByte() != START) {
            throw new IOException("an answer begins with no start of block");
        }
        StringBuilder answer = new StringBuilder();
        for (byte next = in.readByte(); next != END; next = in.readByte()) {
            if (answer.length() == LONGEST_ANSWER) {
                throw new IOException("an answer has no end");
            }
            answer.append((char) (next & 0xFF));
        }
        in.readByte();
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
