package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.PacketProtection;

class StreamFileTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String CRYPTO = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\n";
    private static final String SESSION = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=No Name\nc=IN IP4 127.0.0.1\nt=0 0\n";

    @TempDir
    Path folder;

    @Test
    void readsWhatOthersWrite() throws IOException {
        StreamFile stream = read(SESSION + "a=tool:libavformat 59.27.100\nm=audio 5004 RTP/AVP 0\nb=AS:64\n");
        assertEquals("127.0.0.1:5004", HostPort.format(stream.remote()));
        assertEquals(Codec.PCMU, stream.codec());
        assertFalse(stream.rtcpMux());
        assertNull(stream.senderProtection(CipherSuites.discover()));
    }

    @Test
    void looksUpHostNamesAndTakesIpv6() throws IOException {
        assertTrue(read("m=audio 5004 RTP/AVP 8\nc=IN IP4 localhost\n")
                .remote()
                .getAddress()
                .isLoopbackAddress());
        assertTrue(read("m=audio 5004 RTP/AVP 8\nc=IN IP6 ::1\n")
                .remote()
                .getAddress()
                .isLoopbackAddress());
    }

    @Test
    void takesTheFirstCodecThatItHas() throws IOException {
        StreamFile stream =
                read(SESSION + "m=audio 5004 RTP/AVP 111 96 0\na=rtpmap:111 opus/48000/2\na=rtpmap:96 PCMA/8000\n");
        assertEquals(Codec.PCMA, stream.codec());
        assertEquals(96, stream.formats().get(0).number());
        assertEquals(2, stream.formats().size());
    }

    @Test
    void opensTheKeyOfAStreamForEitherEnd() throws IOException {
        StreamFile stream = read(SESSION + "m=audio 5004 RTP/AVP 0\n" + CRYPTO); // as ffmpeg takes it, without SAVP
        try (PacketProtection sender = stream.senderProtection(CipherSuites.discover());
                PacketProtection receiver = stream.receiverProtection(CipherSuites.discover())) {
            assertEquals("AES_CM_128_HMAC_SHA1_80", sender.suite());
            assertEquals("AES_CM_128_HMAC_SHA1_80", receiver.suite());
        }
    }

    @Test
    void saysWhatAStreamLacks() throws IOException {
        assertRefused("port 0", SESSION + "m=audio 0 RTP/AVP 0\n");
        assertRefused("no codec that is known here", SESSION + "m=audio 5004 RTP/AVP 9 96\n");
        assertRefused("no c= line", "m=audio 5004 RTP/AVP 0\n");
        assertRefused("no m=audio line", SESSION + "m=video 5004 RTP/AVP 0\n");
        assertRefused("0.0.0.0", "m=audio 5004 RTP/AVP 0\nc=IN IP4 0.0.0.0\n");
        assertRefused("239.1.2.3", "m=audio 5004 RTP/AVP 0\nc=IN IP4 239.1.2.3/16\n");
        assertRefused("nowhere.invalid", "m=audio 5004 RTP/AVP 0\nc=IN IP4 nowhere.invalid\n");
        assertRefused("no a=crypto line", SESSION + "m=audio 5004 RTP/SAVP 0\n");
        assertRefused("2 a=crypto lines", SESSION + "m=audio 5004 RTP/SAVP 0\n" + CRYPTO + CRYPTO);
        assertRefused("a=rtcp-mux", SESSION + "m=audio 5004 RTP/AVP 0\na=rtcp:6000\n");
        assertRefused("not a session description", "RIFF....WAVE");
    }

    @Test
    void doesNotRepeatTheKeyInWhatItSaysOfIt() throws IOException {
        String media = SESSION + "m=audio 5004 RTP/SAVP 0\n";
        for (String line : new String[] {
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + KEY,
            "a=crypto:1 ROT13 inline:" + KEY,
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY,
            "a=crypto:1 " + KEY,
            "a=crypto:" + KEY
        }) {
            StreamFile stream = read(media + line + "\n");
            Failure refused = assertThrows(Failure.class, () -> stream.senderProtection(CipherSuites.discover()));
            assertTrue(refused.getMessage().contains("the key in "), refused.getMessage());
            assertFalse(refused.getMessage().contains(KEY), refused.getMessage());
        }
    }

    private void assertRefused(String why, String sdp) {
        Failure refused = assertThrows(Failure.class, () -> read(sdp));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains("stream.sdp"), refused.getMessage());
    }

    private StreamFile read(String sdp) throws IOException {
        Path file = folder.resolve("stream.sdp");
        Files.writeString(file, sdp);
        return StreamFile.read(file.toString());
    }
}
