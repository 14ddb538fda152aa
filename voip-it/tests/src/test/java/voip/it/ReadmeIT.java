package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import voip.api.Call;
import voip.api.MediaDescription;
import voip.api.RtpPacket;
import voip.api.VoipStack;

/** What README tells people to write and to type is true. */
class ReadmeIT {
    @TempDir
    Path folder;

    @Test
    @Execution(CONCURRENT)
    void echoOfFifteenLinesEchoes() throws Exception {
        String source = Readme.block("java", "class Echo");
        long lines = source.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import"))
                .count();
        assertTrue(lines <= 15, lines + " lines");
        int port = Peers.freePair();
        assertTrue(source.contains("InetSocketAddress(5004)"), source);
        Path file = Files.writeString(folder.resolve("Echo.java"), source.replace("5004", "" + port));
        Path classes = Compilation.compile(
                folder.resolve("classes"), List.of(file), "--add-modules", "voip.api", "-Xlint:all", "-Werror");
        Path offer = folder.resolve("offer.sdp");
        Path answer = folder.resolve("answer.sdp");
        AtomicInteger echoes = new AtomicInteger();
        try (VoipStack stack = Stacks.started(Stacks.builder())) {
            Call call = stack.offer("echo", made -> (RtpPacket packet) -> echoes.incrementAndGet());
            Files.writeString(offer, call.media().toSdp());
            try (Processes.Running echo = Processes.start(List.of(
                    Project.jdk("java").toString(),
                    "-p",
                    System.getProperty("jdk.module.path"),
                    "--add-modules",
                    "voip.api,voip.rtp,voip.srtp,voip.crypto.jce",
                    "-cp",
                    classes.toString(),
                    "Echo",
                    offer.toString(),
                    answer.toString()))) {
                Peers.await("the answer", echo, () -> isWritten(answer));
                call.complete(MediaDescription.parse(Files.readString(answer)));
                for (int n = 0; n < 50; n++) {
                    call.send(Stacks.packet(160 * n, (byte) n));
                    Thread.sleep(20);
                }
                Stacks.await("the echo", () -> echoes.get() == 50);
                Processes.Result result = Processes.finish(30, echo);
                assertEquals(0, result.exitCode(), result.all());
            }
            assertEquals(DefaultSuites.FIRST, call.cipherSuite().orElse("none"), "a call without encryption");
        }
    }

    @Test
    void changesOfACallCompile() throws Exception {
        Path file =
                Files.writeString(folder.resolve("Changes.java"), """
                import voip.api.*;
                abstract class Changes {
                    abstract void reply(String sdp);
                    abstract void send(String sdp);
                    void change(Call call, String reInvite, String answer) {
                        %s
                    }
                }
                """.formatted(Readme.block("java", "call.update(")));
        Compilation.compile(
                folder.resolve("changes"), List.of(file), "--add-modules", "voip.api", "-Xlint:all", "-Werror");
    }

    @Test
    void headerExtensionsCompile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("Levels.java"),
                "import voip.api.*;\nclass Levels {\n" + Readme.block("java", "headerExtensions(LEVEL)") + "}\n");
        Compilation.compile(
                folder.resolve("levels"), List.of(file), "--add-modules", "voip.api", "-Xlint:all", "-Werror");
    }

    @Test
    void aSessionWithATransportOfOnesOwnCompiles() throws Exception {
        String guide = Files.readString(Project.root().resolve("docs/srtp.md"));
        int begin = guide.indexOf("```java") + "```java".length();
        String source = guide.substring(begin, guide.indexOf("```", begin));
        Path file = Files.writeString(folder.resolve("Secured.java"), source);
        Path classes = Compilation.compile(
                folder.resolve("secured"), List.of(file), "--add-modules", "voip.srtp", "-Xlint:all", "-Werror");
        assertTrue(Files.exists(classes.resolve("Secured.class")));
    }

    @Test
    void carryingOnInAnotherProcessCompiles() throws Exception {
        String guide = Files.readString(Project.root().resolve("docs/srtp.md"));
        int begin = guide.indexOf("```java\nimport java.nio.channels.FileChannel;") + "```java".length();
        String source = guide.substring(begin, guide.indexOf("```", begin));
        Path file = Files.writeString(folder.resolve("Stored.java"), source);
        Path classes = Compilation.compile(
                folder.resolve("stored"), List.of(file), "--add-modules", "voip.srtp", "-Xlint:all", "-Werror");
        assertTrue(Files.exists(classes.resolve("Stored.class")));
    }

    @Test
    void keysOfADtlsHandshakeCompile() throws Exception {
        Path file = Files.writeString(folder.resolve("Dtls.java"), """
                import voip.api.srtp.CipherSuites;
                import voip.srtp.*;
                class Dtls {
                    interface Exporter {
                        byte[] export(String label, int length);
                    }
                    SrtpSession session(int codePoint, Exporter exporter) throws Exception {
                        %s
                        return session;
                    }
                }
                """.formatted(Readme.block("java", "DtlsSrtp.of(")));
        Compilation.compile(
                folder.resolve("dtls"), List.of(file), "--add-modules", "voip.srtp", "-Xlint:all", "-Werror");
    }

    @Test
    void stunWithCredentialsCompiles() throws Exception {
        Path file = Files.writeString(
                folder.resolve("Credentials.java"), """
                import java.net.InetSocketAddress;
                import voip.api.srtp.*;
                import voip.stun.*;
                class Credentials {
                    void ask(char[] password, InetSocketAddress server) throws Exception {
                        %s
                    }
                }
                """.formatted(Readme.block("java", "StunCredentials.longTerm(")));
        Compilation.compile(
                folder.resolve("credentials"), List.of(file), "--add-modules", "voip.stun", "-Xlint:all", "-Werror");
    }

    private static boolean isWritten(Path sdp) {
        try {
            return Files.exists(sdp)
                    && Files.readString(sdp).contains("a=crypto")
                    && Files.readString(sdp).endsWith("\n");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theCryptographyOfAnImageIsSwappedByAFolder() throws Exception {
        compileApplication();
        List<String> lines = Readme.block("sh", "java.naming,java.logging --output", Readme.guide("docs/fips.md"))
                .lines()
                .toList();
        link(lines.get(0));
        String swap = lines.get(1);
        assertEquals(
                DefaultSuites.of("BCFIPS"),
                run(List.of(swap.replace("voip-it/target/bcfips", "" + Project.bcFips())
                        .split(" "))));
        assertTrue(Readme.text().contains("`" + swap.replaceAll("-D\\S+ ", "") + "`"), "the swap in one line");
        Processes.Result demo = Processes.run(
                120,
                "sh",
                "-c",
                "cd '" + Project.root() + "' && "
                        + Readme.block("sh", "VOIP_PLUGINS").strip() + " --seconds 1");
        assertEquals(0, demo.exitCode(), demo.all());
        assertTrue(demo.out().contains("BCFIPS"), demo.out());
    }

    /** With the module-info line that README has. */
    private void compileApplication() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/my/app"));
        Path descriptor = Files.writeString(
                sources.resolve("module-info.java"), "module my.app {\n" + Readme.block("java", "requires ") + "}\n");
        Path main = Files.writeString(sources.resolve("Main.java"), """
                package my.app;
                public class Main {
                    public static void main(String[] args) throws Exception {
                        try (voip.api.VoipStack stack = voip.api.VoipStack.builder()
                                .bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0))
                                .build()) {
                            stack.start();
                            System.out.println(stack.cipherSuites());
                        }
                    }
                }
                """);
        Path modules = Files.createDirectory(folder.resolve("mods"));
        Compilation.compile(modules.resolve("my.app"), List.of(descriptor, main));
        copyJars(Project.root().resolve("voip-it/app/target/modules"), modules);
    }

    private void link(String line) throws Exception {
        Process jlink = new ProcessBuilder(command(line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("jlink.out").toFile())
                .start();
        assertEquals(0, jlink.waitFor(), () -> read(folder.resolve("jlink.out")));
    }

    /** What a program of the folder prints. */
    private String run(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.set(0, folder.resolve(words.get(0)).toString());
        Processes.Result result = Processes.run(60, words);
        assertEquals(0, result.exitCode(), result.all());
        assertFalse(result.err().contains("ERROR"), result.all()); // as log4j-api says without a back end
        return result.out().strip();
    }

    private static List<String> command(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        words.set(0, Project.jdk(words.get(0)).toString());
        return words;
    }

    private static void copyJars(Path from, Path to) throws IOException {
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void mavenCoordinatesAreThoseOfTheReactor() throws IOException {
        String xml = Readme.block("xml", "<dependency>");
        List<String> artifacts =
                new ArrayList<>(Readme.all("<groupId>org\\.voipstack</groupId><artifactId>([^<]+)", xml));
        artifacts.addAll(Readme.all("org\\.voipstack:([a-z-]+)", Readme.text()));
        assertTrue(artifacts.contains("voip-bom") && artifacts.contains("voip-testkit"), artifacts.toString());
        Path root = Project.root();
        String bom = Files.readString(root.resolve("voip-it/bom/pom.xml"));
        for (String artifact : new TreeSet<>(artifacts)) {
            Path module = Stream.of(artifact, "voip-it/" + artifact.substring("voip-".length()))
                    .map(root::resolve)
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("README names " + artifact + ", which is not built here"));
            String pom = Files.readString(module.resolve("pom.xml"));
            assertTrue(pom.contains("<artifactId>" + artifact + "</artifactId>"), module + " is another artifact");
            assertTrue(pom.contains("<version>" + Readme.version() + "</version>"), module + " has another version");
            assertTrue(
                    artifact.equals("voip-bom") || bom.contains("<artifactId>" + artifact + "</artifactId>"),
                    "the BOM lacks " + artifact);
        }
    }

    @Test
    void commandsAndFilesAreThere() throws Exception {
        Path root = Project.root();
        assertTrue(Files.isExecutable(root.resolve("mvnw")), "mvnw");
        String first = Readme.block("sh", "-DskipTests package");
        String launcher = Readme.all("&& (\\S+) demo", first).get(0);
        assertTrue(Files.isSameFile(root.resolve(launcher), Project.voip()), launcher);
        String text = Readme.text();
        for (String file : Readme.all("\\b([A-Z]+\\.md)\\b", text)) {
            assertTrue(Files.exists(root.resolve(file)), file);
        }
        String help = Processes.voip("--help").out();
        String commands =
                Readme.all("(?s)`voip --help` tells of (.*?)\\.\\n", text).get(0);
        List<String> named = Readme.all("`([a-z]+)`", commands);
        assertEquals(List.of("answer", "send", "recv", "stun", "suites", "bench"), named);
        named.forEach(command -> assertTrue(help.contains("  " + command + " "), help));
        String poms =
                Files.readString(root.resolve("pom.xml")) + Files.readString(root.resolve("voip-it/tests/pom.xml"));
        List<String> properties = Readme.all("(?m)^\\| `-D([a-z.]+)=", text);
        assertFalse(properties.isEmpty());
        properties.forEach(property -> assertTrue(poms.contains("<" + property + ">"), property));
        for (String module : Readme.all("(?m)^\\| `(voip\\.[a-z.]+)` \\|", text)) {
            assertTrue(
                    Files.exists(root.resolve(module.replace('.', '-') + "/src/main/java/module-info.java")), module);
        }
    }
}
