package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call that {@code voip demo} held on bc-fips in approved-only mode, watched by the JVM itself: which provider served each
 * request, which classes were loaded and, where the JVM can tell, which methods ran.
 *
 * @param services in the order of the requests
 * @param classes by their names with dots
 * @param methods as {@code package/Type.name}; empty if the JVM cannot tell
 */
record FipsCall(List<Service> services, Set<String> classes, Set<String> methods) {
    /** The JVMs that have the option, which later ones refuse. */
    static final boolean TELLS_METHODS = Runtime.version().feature() < 21;

    private static final Pattern SERVED =
            Pattern.compile("^Provider(?:\\[.*?])?: (\\w+\\.[^ ,]+),? .*from: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LOADED = Pattern.compile("\\[class,load\\s*] (\\S+) source:");
    private static final Pattern RAN = Pattern.compile("^([\\w/$]+\\.[\\w<>$]+):\\(", Pattern.MULTILINE);

    /** Something of a provider, such as {@code Cipher.AES/GCM/NoPadding}. */
    record Service(String name, String provider) {
        @Override
        public String toString() {
            return name + " of " + provider;
        }
    }

    /** Holds one. */
    static FipsCall hold(String suite, String... more) throws Exception {
        Path classes = Files.createTempFile("voip-it", ".classes");
        try {
            List<String> options = new ArrayList<>(List.of(
                    FipsImage.APPROVED_ONLY,
                    "-Djava.security.debug=provider",
                    "-Xlog:class+load=info:file=" + classes + ":tags"));
            if (TELLS_METHODS) {
                options.add("-XX:+UnlockDiagnosticVMOptions -XX:+LogTouchedMethods -XX:+PrintTouchedMethodsAtExit");
            }
            options.addAll(List.of(more));
            Processes.Result demo =
                    FipsImage.voip(Project.bcFips(), options, "demo", "--fips", "--suite", suite, "--seconds", "1");
            assertEquals(0, demo.exitCode(), demo.all());
            List<Service> services = matches(SERVED, demo.all())
                    .map(served -> new Service(served.group(1), served.group(2)))
                    .toList();
            return new FipsCall(services, firsts(LOADED, Files.readString(classes)), firsts(RAN, demo.all()));
        } finally {
            Files.delete(classes);
        }
    }

    /** The services of all providers but these. */
    Set<String> servicesNotOf(Collection<String> providers) {
        return services.stream()
                .filter(service -> !providers.contains(service.provider()))
                .map(Service::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The services of a provider. */
    Set<String> servicesOf(String provider) {
        return services.stream()
                .filter(service -> service.provider().equals(provider))
                .map(Service::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The outer classes that a package has loaded. */
    Set<String> loaded(String prefix) {
        return classes.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceAll("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The methods that ran and match. */
    Set<String> ran(String regex) {
        return methods.stream().filter(method -> method.matches(regex)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> firsts(Pattern pattern, String text) {
        return matches(pattern, text).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
