package voip.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose primitives are at work, and who is compared on them, in JVMs of their own: the BouncyCastle that jitsi-srtp needs and
 * bc-fips have hundreds of classes of the same names, and the keystream of {@code voip.crypto.bc} is chosen once for a JVM.
 */
public enum Crypto {
    /** SunJCE. */
    JCE(
            "JCE",
            List.of("bc-fips-"),
            Entrant.VOIP,
            Entrant.FLOOR,
            Entrant.FLOOR_MAC,
            Entrant.JITSI,
            Entrant.JITSI_JAVA,
            Entrant.LIBSRTP),
    /** bc-fips, with its own counter mode. */
    BCFIPS(
            "BCFIPS",
            List.of("bcprov-", "jitsi-srtp-"),
            Entrant.VOIP,
            Entrant.BC_FLOOR,
            Entrant.BC_OPERATORS,
            Entrant.BC_BLOCKS),
    /** bc-fips, with counter blocks of ours. */
    BCFIPS_ECB("BCFIPS", List.of("bcprov-", "jitsi-srtp-"), Entrant.VOIP, Entrant.BC_BLOCKS, Entrant.BC_FLOOR);

    private final String provider;
    private final List<String> withoutJars;
    private final List<Entrant> entrants;

    Crypto(String provider, List<String> withoutJars, Entrant... entrants) {
        this.provider = provider;
        this.withoutJars = withoutJars;
        this.entrants = List.of(entrants);
    }

    /** Of the tests of this JVM. */
    static Crypto tested() {
        return valueOf(System.getProperty("bench.crypto", JCE.name()));
    }

    /** For the head of a table. */
    String label() {
        return this == BCFIPS_ECB ? "BCFIPS, keystream ecb" : name();
    }

    /** As {@code CipherSuites} knows it. */
    String provider() {
        return provider;
    }

    /** What is compared, ours first. */
    List<Entrant> entrants() {
        return entrants;
    }

    /** Those that have the suite and what they need on this machine. */
    List<Entrant> entrants(Suite suite) {
        return entrants.stream()
                .filter(entrant -> entrant.has(suite) && entrant.isPresent())
                .toList();
    }

    /** What a JVM is started with, so that it is one of these. */
    List<String> jvmArguments() {
        return this == BCFIPS_ECB ? List.of("-Dvoip.crypto.bc.keystream=ecb") : List.of();
    }

    /** Of a class path of everything, what belongs together. */
    String of(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> withoutJars.stream().noneMatch(fileName(entry)::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String fileName(String entry) {
        return String.valueOf(Path.of(entry).getFileName());
    }
}
