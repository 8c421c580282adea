package org.radbridge.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.ApplicationContext;
import org.radbridge.dicom.pdu.PresentationContextAc;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;

/** Listens for one connection and lets a script answer it. */
final class ScriptedAcceptor implements AutoCloseable {

    /** What the other side does with the connection. */
    interface Script {
        void play(ScriptedPeer peer) throws Exception;
    }

    private final ServerSocket socket;
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    private ScriptedAcceptor(Script script) throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> play(script));
    }

    /** Plays the script as soon as somebody connects. */
    static ScriptedAcceptor playing(Script script) throws IOException {
        return new ScriptedAcceptor(script);
    }

    /** Takes the proposal and accepts verification and CT storage as {@link ScriptedPeer} does. */
    static ScriptedAcceptor accepting(Script script) throws IOException {
        return playing(peer -> {
            accept((AAssociateRq) peer.receive(), peer);
            script.play(peer);
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Fails when the script did. */
    void join() {
        played.join();
    }

    private static void accept(AAssociateRq request, ScriptedPeer peer) throws IOException {
        peer.send(
                new AAssociateAc(
                        1,
                        request.calledAeTitle(),
                        request.callingAeTitle(),
                        ApplicationContext.DICOM,
                        List.of(
                                new PresentationContextAc(1, 0, Uid.ImplicitVRLittleEndian),
                                new PresentationContextAc(3, 0, Uid.ExplicitVRLittleEndian)),
                        UserInformation.of(new MaximumLength(16384))));
    }

    private void play(Script script) {
        try (ScriptedPeer peer = new ScriptedPeer(socket.accept())) {
            script.play(peer);
            played.complete(null);
        } catch (Exception | AssertionError failure) {
            played.completeExceptionally(failure);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
