package org.radbridge.fhirmapper.testing;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A sender of HL7 v2 written by others: HAPI's own client connection. */
public final class HapiSender implements AutoCloseable {
    private final HapiContext context = new DefaultHapiContext();
    private final Connection connection;

    public HapiSender(int port) {
        context.setValidationContext(ValidationContextFactory.noValidation());
        try {
            connection = context.newClient("localhost", port, false);
            connection.getInitiator().setTimeout(15, TimeUnit.SECONDS);
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a message was answered with. */
    public record Answer(
            String code, String controlId, String error, String location, String text) {}

    /** Sends a message and waits for its acknowledgement. */
    public Answer send(String message) {
        try {
            Message parsed = context.getPipeParser().parse(message);
            Message answer = connection.getInitiator().sendAndReceive(parsed);
            Terser terser = new Terser(answer);
            return new Answer(
                    terser.get("/.MSA-1"),
                    terser.get("/.MSA-2"),
                    optional(terser, "/.ERR-3-1"),
                    optional(terser, "/.ERR-2-1") + "-" + optional(terser, "/.ERR-2-3"),
                    optional(terser, "/.MSA-3"));
        } catch (HL7Exception | LLPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String optional(Terser terser, String path) throws HL7Exception {
        String value = terser.get(path);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        try (context) {
            connection.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
