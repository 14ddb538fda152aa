package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdpFileTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void writesAFileThatItsOwnerAloneCanRead() throws IOException {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "this file system has no POSIX permissions");
        Path file = folder.resolve("answer.sdp");
        Files.writeString(file, "old"); // readable by others, and replaced
        write(file);
        assertEquals("v=0\r\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("", out.toString());
    }

    @Test
    void leavesNothingElseInTheFolder() throws IOException {
        write(folder.resolve("answer.sdp"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("answer.sdp")), files.toList());
        }
    }

    @Test
    void keepsALinkWhereItIs() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target")).resolve("answer.sdp");
        Files.writeString(target, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.sdp"), target);
        write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("v=0\r\n", Files.readString(target));
    }

    @Test
    void writesADashToStandardOutput() {
        SdpFile.write("-", "v=0\r\n", new PrintWriter(out));
        assertEquals("v=0\r\n", out.toString());
    }

    @Test
    void saysWhatCannotBeReadOrWritten() throws IOException {
        Path missing = folder.resolve("missing/answer.sdp");
        assertTrue(
                assertThrows(Failure.class, () -> write(missing)).getMessage().contains("cannot be written"));
        Path binary = Files.write(folder.resolve("binary.sdp"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertTrue(assertThrows(Failure.class, () -> SdpFile.read(binary.toString()))
                .getMessage()
                .contains("it is not UTF-8 text"));
        Path huge = Files.write(folder.resolve("huge.sdp"), new byte[65537]);
        assertTrue(assertThrows(Failure.class, () -> SdpFile.read(huge.toString()))
                .getMessage()
                .contains("longer than 65536 bytes"));
    }

    private void write(Path file) {
        SdpFile.write(file.toString(), "v=0\r\n", new PrintWriter(out));
    }
}
