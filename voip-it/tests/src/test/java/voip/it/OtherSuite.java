package voip.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        return compileToy(folder, module, "SuiteSpec.hmacSha1(\"TOY\", \"" + provider + "\", 16, 4)", Map.of());
    }

    /** Likewise, with its spec as an expression, and with other services of the module by the bodies of their classes. */
    static Path compileToy(Path folder, String module, String spec, Map<String, String> others) throws IOException {
        Map<String, String> services = new HashMap<>(others);
        services.put("SrtpCipherSuite", """
                public SuiteSpec spec() { return %s; }
                public void derive(MasterKey master, int label, long index, byte[] out) {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = (byte) (master.key()[i %% 16] + master.salt()[i %% 14] + 31 * label + i / 16 + index);
                    }
                }
                public SrtpCipher open(byte[] key, byte[] authKey) {
                    byte[] kept = key.clone();
                    return new CounterModeCipher() {
                        public void apply(byte[] iv, byte[] data, int offset, int length) {
                            for (int i = 0; i < length; i++) {
                                data[offset + i] ^= kept[i %% 16] + iv[i %% 16] + i / 16;
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
                """.formatted(spec));
        return compile(folder, module, services);
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

    /** The body of a crypto module of that provider, which says this of its approval. */
    static String cryptoModule(String provider, String approval) {
        return """
                public String provider() { return "%s"; }
                public Approval approval() { return %s; }
                public java.util.random.RandomGenerator random() { return new java.util.Random(1); }
                public byte[] digest(String algorithm, byte[] data) { return data; }
                public KeyedHash keyedHash(String algorithm, byte[] key) { return null; }
                """.formatted(provider, approval);
    }

    private static Path compile(Path folder, String module, String service, String body) throws IOException {
        return compile(folder, module, Map.of(service, body));
    }

    /** Returns the folder of the compiled module, whose classes provide these services of {@code voip.api.srtp}. */
    static Path compile(Path folder, String module, Map<String, String> bodies) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src-" + module));
        StringBuilder descriptor = new StringBuilder("module " + module + " {\n    requires voip.api;\n");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> service : bodies.entrySet()) {
            String name = "Strange" + service.getKey();
            descriptor.append(
                    "    provides voip.api.srtp.%s with %s.plugin.%s;\n".formatted(service.getKey(), module, name));
            files.add(Files.writeString(sources.resolve(name + ".java"), """
                    package %s.plugin;
                    import voip.api.srtp.*;
                    public final class %s implements %s {
                    %s
                    }
                    """.formatted(
                            module, name, service.getKey(), service.getValue())));
        }
        files.add(Files.writeString(sources.resolve("module-info.java"), descriptor.append("}\n")));
        return Compilation.compile(folder.resolve(module), files);
    }
}
