package org.radbridge.fhirmapper.testing;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A receiver of HL7 v2 written by others: HAPI's own server, which answers as a test tells it. */
public final class HapiReceiver implements AutoCloseable {
    private final HapiContext context = new DefaultHapiContext();
    private final HL7Service server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile Function<String, AcknowledgmentCode> answer = _ -> AcknowledgmentCode.AA;

    public HapiReceiver(int port) {
        context.setValidationContext(ValidationContextFactory.defaultValidation());
        // Its default keeps a file of numbers in the working folder.
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        server = context.newServer(port, false);
        server.registerApplication(new Everything());
        try {
            server.startAndWait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Answers each message by its control id. */
    public void answer(Function<String, AcknowledgmentCode> by) {
        answer = by;
    }

    /** Every message that was received, repetitions included, in their order. */
    public List<String> received() {
        return List.copyOf(received);
    }

    /** A field of a message. */
    public static String field(String message, String path) {
        HapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        try (context) {
            String value = new Terser(context.getPipeParser().parse(message)).get(path);
            return value == null ? "" : value;
        } catch (HL7Exception | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stopAndWait();
        try {
            context.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Everything implements ReceivingApplication<Message> {
        @Override
        public Message processMessage(Message message, Map<String, Object> metadata)
                throws HL7Exception {
            received.add(message.encode());
            try {
                return message.generateACK(answer.apply(new Terser(message).get("/.MSH-10")), null);
            } catch (IOException e) {
                throw new HL7Exception(e);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }
}
