package voip.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;
import voip.api.srtp.SuiteSpec;

/** {@code voip suites}: the cipher suites that are present, each checked. */
@Command(
        name = "suites",
        description = "List the SRTP cipher suites that are present, and check each: known answers, round trips, and a "
                + "flipped bit that must be refused.")
final class SuitesCommand implements Callable<Integer> {
    @Mixin
    private final CryptoOptions crypto = new CryptoOptions();

    @Mixin(name = Output.MIXIN)
    private final Output output = new Output();

    @Override
    public Integer call() {
        crypto.requirePresent(output);
        CipherSuites suites = crypto.suites();
        List<String> problems = new ArrayList<>(suites.problems());
        List<Map<String, Object>> found = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SUITE", "PROVIDER", "MODULE", "KEY BITS", "OFFERED", "SELF-CHECK"));
        List<SrtpCipherSuite> sorted = new ArrayList<>(suites.all());
        sorted.sort(Comparator.comparing((SrtpCipherSuite suite) -> suite.spec().name())
                .thenComparing(suite -> suite.spec().provider()));
        for (SrtpCipherSuite suite : sorted) {
            SuiteSpec spec = suite.spec();
            Optional<String> problem = SuiteCheck.problem(suite);
            problem.ifPresent(words -> problems.add(spec + " fails its self-check: " + words));
            boolean byDefault = suites.defaultNames().contains(spec.name());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", spec.name());
            json.put("provider", spec.provider());
            json.put("module", module(suite));
            json.put("keyBits", 8 * spec.keyLength());
            json.put("byDefault", byDefault);
            json.put("passed", problem.isEmpty());
            found.add(json);
            rows.add(List.of(
                    spec.name(),
                    spec.provider(),
                    module(suite),
                    Integer.toString(8 * spec.keyLength()),
                    byDefault ? "by default" : "when named",
                    problem.isEmpty() ? "passed" : "FAILED"));
        }
        if (sorted.isEmpty()) {
            problems.add(
                    "no cipher suite is present; add voip.crypto.jce (org.voipstack:voip-crypto-jce) to the image");
        }
        return output.report(Map.of("suites", found), Facts.table(rows), problems);
    }

    private static String module(SrtpCipherSuite suite) {
        String name = suite.getClass().getModule().getName();
        return name == null ? "class path" : name;
    }
}
