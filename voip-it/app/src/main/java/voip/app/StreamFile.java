package voip.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.Sdes;

/**
 * An SDP file that describes one stream, as ffmpeg and others understand it: the receiver's address, port and codec, and
 * the key that the sender protects the stream with.
 */
final class StreamFile {
    private final String file;
    private final MediaDescription media;
    private final InetAddress address;
    private final List<PayloadType> formats;

    private StreamFile(String file, MediaDescription media) {
        this.file = file;
        this.media = media;
        this.address = address();
        this.formats = media.formats().stream()
                .filter(type -> Codec.of(type).isPresent())
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws Failure if it does not describe a stream that this application can send or receive
     */
    static StreamFile read(String file) {
        StreamFile stream = new StreamFile(file, SdpFile.read(file));
        stream.check();
        return stream;
    }

    private void check() {
        if (media.port() == 0 || media.port() == 65535) {
            throw new Failure(
                    file + " has port " + media.port() + " in its m= line; a stream needs one from 1 to 65534");
        }
        if (formats.isEmpty()) {
            throw new Failure(file + " has no codec that is known here: its m= line has " + media.formats()
                    + "; PCMU (0) and PCMA (8) are known");
        }
        if (media.crypto().size() > 1) {
            throw new Failure(file + " has " + media.crypto().size()
                    + " a=crypto lines; one stream has one key, so leave the others out");
        }
        if (media.isSecure() && media.crypto().isEmpty()) {
            throw new Failure(file + " says " + media.protocol() + " but has no a=crypto line with the key");
        }
        if (!media.rtcpMux() && media.rtcpPort().orElse(media.port() + 1) != media.port() + 1) {
            throw new Failure(
                    file + " has RTCP at port " + media.rtcpPort().getAsInt() + " in its a=rtcp line; it must be "
                            + (media.port() + 1) + ", the one above the port of the m= line, or a=rtcp-mux");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new Failure(file + " has the address " + address.getHostAddress()
                    + " in its c= line; it must be the one that the receiver has");
        }
    }

    private InetAddress address() {
        String host = media.address().orElseThrow(() -> new Failure(file + " has no c= line with the address"));
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new Failure("the host " + host + " in " + file + " is not known", e);
        }
    }

    /** Where RTP goes. */
    InetSocketAddress remote() {
        return new InetSocketAddress(address, media.port());
    }

    /** Whether RTCP shares the port. */
    boolean rtcpMux() {
        return media.rtcpMux();
    }

    /** The payload types that this application has a codec for, in the file's order; never empty. */
    List<PayloadType> formats() {
        return formats;
    }

    /** The codec to send with. */
    Codec codec() {
        return Codec.of(formats.get(0)).orElseThrow();
    }

    /**
     * Opens the protection that the sender needs; null if the file has no key.
     *
     * @throws Failure if the key cannot be used
     */
    @Nullable
    PacketProtection senderProtection(CipherSuites present) {
        return open(Sdes::sender, present);
    }

    /**
     * Opens the protection that the receiver needs; null if the file has no key.
     *
     * @throws Failure if the key cannot be used
     */
    @Nullable
    PacketProtection receiverProtection(CipherSuites present) {
        return open(Sdes::receiver, present);
    }

    private @Nullable PacketProtection open(Opening direction, CipherSuites present) {
        if (media.crypto().isEmpty()) {
            return null;
        }
        String line = media.crypto().get(0);
        try {
            return direction.open(line, suites(line, present));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new Failure("the key in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The suites to open a key with: the one that the line names, of the one provider that has it. */
    private static List<SrtpCipherSuite> suites(String line, CipherSuites present) {
        List<String> words = List.of(line.split("\\s+"));
        for (SrtpCipherSuite suite : present.all()) {
            if (words.contains(suite.spec().name())) {
                return List.of(present.suite(suite.spec().name())); // refuses a choice between providers
            }
        }
        return present.all();
    }

    /** One of the two ends of a protected stream. */
    @FunctionalInterface
    private interface Opening {
        PacketProtection open(String line, List<SrtpCipherSuite> suites) throws GeneralSecurityException;
    }
}
