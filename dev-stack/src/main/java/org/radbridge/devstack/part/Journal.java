package org.radbridge.devstack.part;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A file of JSON objects, one a line, each on disk before {@link #append} returns. */
public final class Journal implements AutoCloseable {

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Replays what the file holds, then appends to it. A line torn by a crash is cut off. */
    public static Journal open(Path file, Consumer<JsonObject> replay) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        long sound = 0;
        if (Files.exists(file)) {
            String text = Files.readString(file);
            int begin = 0;
            int end;
            while ((end = text.indexOf('\n', begin)) >= 0) {
                replay.accept(parse(file, text.substring(begin, end)));
                begin = end + 1;
            }
            sound = text.substring(0, begin).getBytes(StandardCharsets.UTF_8).length;
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(sound);
        channel.position(sound);
        return new Journal(channel);
    }

    private static JsonObject parse(Path file, String line) throws IOException {
        try {
            return new JsonObject(line);
        } catch (DecodeException e) {
            throw new IOException(file + " is damaged: delete it to start afresh", e);
        }
    }

    /** Appends an object. */
    public void append(JsonObject entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((entry.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
