package voip.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import voip.api.MediaDescription;

/** Session descriptions in files, or on standard input and output as {@code -}. They may hold keys. */
final class SdpFile {
    private static final int MAX_BYTES = 65536;

    private SdpFile() {}

    /**
     * Reads the first audio section of a description.
     *
     * @throws Failure if the file is not there, or is not a description
     */
    static MediaDescription read(String file) {
        try {
            return MediaDescription.parse(text(file));
        } catch (NoSuchFileException e) {
            throw new Failure("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new Failure(name(file) + " is not a session description: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new Failure(name(file) + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new Failure(name(file) + " is not a session description that can be used: " + e.getMessage(), e);
        }
    }

    private static String text(String file) throws IOException {
        if (!file.equals("-")) {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException("it is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readString(path);
        }
        return new String(System.in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
    }

    /**
     * Removes what an earlier run has left, so that nobody takes it for this one's.
     *
     * @throws Failure if it cannot be removed
     */
    static void remove(String file) {
        Path path = Path.of(file);
        if (!file.equals("-") && Files.isRegularFile(path)) {
            try {
                Files.delete(path.toRealPath());
            } catch (IOException e) {
                throw new Failure(file + " is of an earlier run, and cannot be removed: " + e, e);
            }
        }
    }

    /**
     * Writes a description, readable by its owner alone; who waits for the file sees all of it or nothing.
     *
     * @param out where it goes if the file is {@code -}
     * @throws Failure if the file cannot be written
     */
    static void write(String file, String sdp, PrintWriter out) {
        if (file.equals("-")) {
            out.print(sdp);
            out.flush();
            return;
        }
        Path path = Path.of(file).toAbsolutePath();
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                Files.writeString(path, sdp); // a pipe or a device
                return;
            }
            Path target = Files.exists(path) ? path.toRealPath() : path;
            Path partial = Files.createTempFile(target.getParent(), ".voip", ".sdp");
            try {
                Files.writeString(partial, sdp);
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e, e);
        }
    }

    private static String name(String file) {
        return file.equals("-") ? "standard input" : file;
    }
}
