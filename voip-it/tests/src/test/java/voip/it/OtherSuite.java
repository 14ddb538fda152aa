package voip.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles strangers' modules that get in the way of ours. */
final class OtherSuite {
    private OtherSuite() {}

    /** A module that offers AES_CM_128_HMAC_SHA1_80 under another provider's name, and does it wrong. */
    static Path compile(Path folder, String module, String provider) throws IOException {
        return compile(folder, module, "SrtpCipherSuite", """
                public SuiteSpec spec() {
                    return SuiteSpec.hmacSha1("AES_CM_128_HMAC_SHA1_80", "%s", 16, 10);
                }
                public void derive(MasterKey master, int label, long index, byte[] out) {}
                public SrtpCipher open(byte[] key, byte[] authKey) {
                    return new CounterModeCipher() {
                        public void apply(byte[] iv, byte[] data, int offset, int length) {}
                        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {}
                        public void close() {}
                    };
                }
                """.formatted(provider));
    }

    /** A module that offers the suite TOY, which is right in form and worthless as cryptography. */
    static Path compileToy(Path folder, String module, String provider) throws IOException {
        return compile(folder, module, "SrtpCipherSuite", """
                public SuiteSpec spec() {
                    return SuiteSpec.hmacSha1("TOY", "%s", 16, 4);
                }
                public void derive(MasterKey master, int label, long index, byte[] out) {}
                public SrtpCipher open(byte[] key, byte[] authKey) {
                    return new CounterModeCipher() {
                        public void apply(byte[] iv, byte[] data, int offset, int length) {
                            for (int i = 0; i < length; i++) {
                                data[offset + i] ^= 0x55;
                            }
                        }
                        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
                            java.util.zip.CRC32 sum = new java.util.zip.CRC32();
                            sum.update(data, offset, length);
                            sum.update(trailer);
                            java.nio.ByteBuffer.wrap(out).putInt((int) sum.getValue());
                        }
                        public void close() {}
                    };
                }
                """.formatted(provider));
    }

    /** A module that says that it is the crypto module of that provider. */
    static Path compileCryptoModule(Path folder, String module, String provider) throws IOException {
        return compileCryptoModule(folder, module, provider, "return new java.util.Random(1);");
    }

    /** Likewise, with the body of its method {@code random}. */
    static Path compileCryptoModule(Path folder, String module, String provider, String random) throws IOException {
        return compile(folder, module, "CryptoModule", """
                public String provider() { return "%s"; }
                public java.util.random.RandomGenerator random() { %s }
                public byte[] digest(String algorithm, byte[] data) { return data; }
                public KeyedHash keyedHash(String algorithm, byte[] key) { return null; }
                """.formatted(provider, random));
    }

    /** Returns the folder of the compiled module, whose only class provides the service. */
    private static Path compile(Path folder, String module, String service, String body) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src-" + module));
        Path descriptor =
                Files.writeString(sources.resolve("module-info.java"), """
                module %s {
                    requires voip.api;
                    provides voip.api.srtp.%s with %s.plugin.Stranger;
                }
                """.formatted(module, service, module));
        Path provider = Files.writeString(sources.resolve("Stranger.java"), """
                package %s.plugin;
                import voip.api.srtp.*;
                public final class Stranger implements %s {
                %s
                }
                """.formatted(module, service, body));
        return Compilation.compile(folder.resolve(module), List.of(descriptor, provider));
    }
}
