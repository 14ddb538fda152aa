package voip.api;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The header extensions that two sides agreed on for a call. Immutable.
 *
 * @param inUse those that packets may carry, by URI, as seen from us
 * @param mapped what each identifier has meant in this call so far: it never means anything else (RFC 8285 §7)
 */
record AgreedExtensions(Map<String, HeaderExtension> inUse, Map<Integer, HeaderExtension> mapped) {
    /** None, and no identifier has a meaning yet. */
    static final AgreedExtensions NONE = new AgreedExtensions(Map.of(), Map.of());

    /**
     * The next agreement of the call.
     *
     * @param lines of our description; of several with one URI, the first is in use
     */
    AgreedExtensions next(List<HeaderExtension> lines) {
        Map<String, HeaderExtension> first = new LinkedHashMap<>();
        Map<Integer, HeaderExtension> all = new HashMap<>(mapped);
        for (HeaderExtension line : lines) {
            first.putIfAbsent(line.uri(), line);
            all.put(line.id(), line);
        }
        return new AgreedExtensions(Collections.unmodifiableMap(first), Map.copyOf(all));
    }

    /** Whether the identifier has no meaning yet, or has had this one. */
    boolean allows(HeaderExtension mapping) {
        HeaderExtension before = mapped.get(mapping.id());
        return before == null || before.names(mapping);
    }

    /** How the same extension in the same form was mapped before; null if it was not. */
    @Nullable
    HeaderExtension before(HeaderExtension form) {
        HeaderExtension present = inUse.get(form.uri());
        if (present != null && present.names(form)) {
            return present;
        }
        return mapped.values().stream()
                .filter(form::names)
                .min((a, b) -> a.id() - b.id())
                .orElse(null);
    }

    /**
     * The identifiers of elements that SRTP encrypts. One that was among them stays, so that what is in flight is not
     * misread when an extension goes out of use.
     */
    Set<Integer> encrypted() {
        return mapped.values().stream()
                .filter(HeaderExtension::encrypted)
                .map(HeaderExtension::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
