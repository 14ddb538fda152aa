package voip.bench.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the deployments of the application, and the start of its image, and makes Markdown of it. Each figure is a median; rounds go through all
 * deployments, so that what disturbs the machine for a while disturbs all of them.
 */
public final class Deployments {
    private static final String HEADER = """
            | Deployment | MB | java -version | voip --version | build() | first call | start to first packet | processor time of it |
            |---|--:|--:|--:|--:|--:|--:|--:|
            """;
    private static final int STARTS_PER_RUN = 3;
    private static final String APPROVED_ONLY = "-Dorg.bouncycastle.fips.approved_only=true";
    private static final String NATIVE_ACCESS = "--enable-native-access=org.bouncycastle.fips.core";

    private Deployments() {}

    /** Prints the table, and writes it to the file {@code deployments.md} of the folder {@code startup.work}. */
    public static void main(String[] none) throws Exception {
        Path testClasses = Path.of(StartupProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Measurement> measurements = new ArrayList<>();
        for (Deployment deployment : all()) {
            measurements.add(new Measurement(deployment, testClasses));
        }
        Starts starts = new Starts(folder("voip.image"));
        for (int run = 0; run < STARTS_PER_RUN * Integer.getInteger("startup.runs"); run++) {
            starts.run();
        }
        for (int run = 0; run < Integer.getInteger("startup.runs"); run++) {
            for (Measurement measurement : measurements) {
                measurement.run();
            }
        }
        StringBuilder table = new StringBuilder(HEADER);
        for (Measurement measurement : measurements) {
            table.append(measurement.row()).append('\n');
        }
        table.append('\n').append(starts.table());
        Path file = Files.writeString(folder("startup.work").resolve("deployments.md"), table);
        System.out.println(table + "\nThis stands in " + file + ".");
    }

    private static List<Deployment> all() throws IOException, InterruptedException {
        Path jdk = folder("test.jdk");
        Path image = folder("voip.image");
        Path bcFips = folder("voip.bcfips");
        Path aria = folder("voip.aria");
        Path modules = folder("voip.app").resolve("modules");
        Path app = jars(folder("voip.app")).get(0);
        Path bare = ImageWithoutCrypto.link(
                jdk, app, modules, folder("startup.work").resolve("image-without-crypto"));

        List<Path> jars = jars(modules);
        jars.add(app);
        List<Path> fipsJars = new ArrayList<>(jars);
        fipsJars.removeIf(jar -> jar.toString().contains("voip-crypto-jce"));
        fipsJars.addAll(jars(bcFips));

        return List.of(
                Deployment.ofImage("(a) image with JCE", image),
                Deployment.ofImage("(b) image without, BCFIPS by `-p`", bare)
                        .withModules(bcFips)
                        .withOptions(APPROVED_ONLY, NATIVE_ACCESS),
                Deployment.ofImage("the same by `plugins()`", bare)
                        .withPlugins(bcFips)
                        .withOptions(APPROVED_ONLY),
                Deployment.ofImage("(a) and BCFIPS by `-p`, not used", image)
                        .withModules(bcFips)
                        .with("provider=JCE")
                        .withOptions(NATIVE_ACCESS),
                Deployment.ofImage("the same by `plugins()`", image)
                        .withPlugins(bcFips)
                        .with("provider=JCE"),
                Deployment.ofImage("(c) image with JCE, ARIA by `-p`", image)
                        .withModules(aria)
                        .with("suite=AEAD_ARIA_128_GCM"),
                Deployment.ofImage("the same by `plugins()`", image)
                        .withPlugins(aria)
                        .with("suite=AEAD_ARIA_128_GCM"),
                Deployment.onClassPath("(d) class path, JCE", jdk, jars),
                Deployment.onClassPath("(d) class path, BCFIPS", jdk, fipsJars).withOptions(APPROVED_ONLY));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList());
        }
    }

    private static Path folder(String property) {
        return Path.of(System.getProperty(property));
    }
}
