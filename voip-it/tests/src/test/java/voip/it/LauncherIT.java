package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is the program itself to whoever starts and ends it. */
class LauncherIT {
    @TempDir
    Path folder;

    /** A service manager ends a program by its process id. */
    @Test
    void hangsUpAndTellsItsResultWhenTerminated() throws Exception {
        Path offer = Files.writeString(
                folder.resolve("offer.sdp"), StreamKey.sdp(40_000, Codec.PCMU, StreamKey.random(StreamKey.TAG_80)));
        Path answer = folder.resolve("answer.sdp");
        try (Processes.Running voip = Processes.start(
                Processes.voipCommand("answer", "--offer", "" + offer, "--answer", "" + answer, "--json"))) {
            Peers.await("the answer", voip, () -> Files.exists(answer));
            voip.process().destroy();
            Processes.Result result = Processes.finish(20, voip);
            assertEquals(0, result.exitCode(), result.all());
            assertEquals("answer", Json.object(result.out()).get("command"));
        }
    }

    @Test
    void runsThroughASymbolicLink() throws Exception {
        assertRunsThrough(folder.resolve("voip"), Project.voip(), "");
    }

    @Test
    void runsInAFolderWithASpaceInItsName() throws Exception {
        assertRunsThrough(folder.resolve("an image"), Project.image(), "bin/voip");
    }

    @Test
    void saysThatAFolderOfPluginsIsNotThere() throws Exception {
        Processes.Result result = Processes.run(
                60,
                "env",
                "VOIP_PLUGINS=" + folder.resolve("nowhere"),
                Project.voip().toString(),
                "suites");
        assertEquals(2, result.exitCode(), result.all());
        assertTrue(result.err().contains("VOIP_PLUGINS names " + folder.resolve("nowhere")), result.all());
    }

    /** Like those that arguments name themselves, they may require more of the JDK than the application does. */
    @Test
    void loadsPluginsThatAFileOfArgumentsNames() throws Exception {
        Path arguments = Files.writeString(folder.resolve("arguments"), "--plugins " + Project.aria());
        Processes.Result result = Processes.voip("suites", "@" + arguments);
        assertEquals(0, result.exitCode(), result.all());
        assertTrue(result.out().contains("AEAD_ARIA_128_GCM") && result.err().isEmpty(), result.all());
    }

    /** To find them takes time at each start. */
    @Test
    void leavesOutModulesOfTheImageThatOnlyPluginsRequire() throws Exception {
        for (String[] arguments : new String[][] {{"--help"}, {"--help", "--plugins", "" + Project.aria()}}) {
            List<String> command = new ArrayList<>(List.of("env", "JDK_JAVA_OPTIONS=--show-module-resolution"));
            command.addAll(Processes.voipCommand(arguments));
            Processes.Result result = Processes.run(60, command);
            assertEquals(arguments.length > 1, result.out().contains("root java.sql "), result.all());
        }
    }

    private static void assertRunsThrough(Path link, Path target, String launcher) throws Exception {
        Files.createSymbolicLink(link, target.toRealPath());
        try {
            Processes.Result result = Processes.run(60, link.resolve(launcher).toString(), "--version");
            assertEquals(0, result.exitCode(), result.all());
        } finally {
            Files.delete(link);
        }
    }
}
