package voip.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a stranger's module that offers AES_CM_128_HMAC_SHA1_80 under another provider's name, and does it wrong. */
final class OtherSuite {
    private OtherSuite() {}

    /** Returns the folder of the compiled module. */
    static Path compile(Path folder, String module, String provider) throws IOException {
        String name = module.replace('.', '/') + "/plugin/Suite.java";
        Path sources = folder.resolve("src-" + module);
        Files.createDirectories(sources.resolve(name).getParent());
        Files.writeString(sources.resolve("module-info.java"), """
                module %s {
                    requires voip.api;
                    provides voip.api.srtp.SrtpCipherSuite with %s.plugin.Suite;
                }
                """.formatted(module, module));
        Files.writeString(sources.resolve(name), """
                package %s.plugin;
                import voip.api.srtp.*;
                public final class Suite implements SrtpCipherSuite {
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
                }
                """.formatted(module, provider));
        Path classes = folder.resolve(module);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "17",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "--module-path",
                                    System.getProperty("jdk.module.path")),
                            null,
                            files.getJavaFileObjects(sources.resolve("module-info.java"), sources.resolve(name)))
                    .call();
            if (!compiled) {
                throw new IOException("the module " + module + " does not compile");
            }
        }
        return classes;
    }
}
