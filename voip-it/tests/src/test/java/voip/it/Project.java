package voip.it;

import java.nio.file.Path;

/** Where things are in the build that runs these tests. */
final class Project {
    private Project() {}

    static Path root() {
        return Path.of(System.getProperty("project.root"));
    }

    /** The launcher of the linked image. */
    static Path voip() {
        return image().resolve("bin/voip");
    }

    static Path image() {
        return Path.of(System.getProperty("voip.image"));
    }

    /** The folder with voip-crypto-bc and the untouched jar of bc-fips, to run beside an image. */
    static Path bcFips() {
        return Path.of(System.getProperty("voip.bcfips"));
    }

    /** The folder with a third party's plug-in and bcprov, to run beside an image. */
    static Path aria() {
        return Path.of(System.getProperty("voip.aria"));
    }

    /** JUnit's console, a jar for the class path. */
    static Path junitConsole() {
        return Path.of(System.getProperty("junit.console"));
    }

    /** A program of the JDK that the tests run on. */
    static Path jdk(String program) {
        return Path.of(System.getProperty("test.jdk"), "bin", program);
    }
}
