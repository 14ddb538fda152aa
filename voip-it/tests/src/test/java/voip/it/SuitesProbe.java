package voip.it;

import java.util.TreeSet;
import voip.api.srtp.CipherSuites;

/** A main class that tells which cipher suites are present, and uses none. */
public final class SuitesProbe {
    private SuitesProbe() {}

    /** Takes no arguments. */
    public static void main(String[] none) {
        CipherSuites suites = CipherSuites.discover();
        TreeSet<String> names = new TreeSet<>();
        suites.all().forEach(suite -> names.add(suite.spec().toString()));
        System.out.println(names + " " + suites.defaultNames() + " " + suites.problems());
    }
}
