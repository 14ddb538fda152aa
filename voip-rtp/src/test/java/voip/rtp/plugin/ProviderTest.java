package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import voip.api.Transport;
import voip.api.spi.RtpMultiplexer;

class ProviderTest {
    @Test
    void descriptorAndServiceFilesNameTheSameProviders() throws IOException {
        ModuleDescriptor descriptor = UdpTransport.class.getModule().getDescriptor();
        for (Class<?> service : Set.of(Transport.class, RtpMultiplexer.class)) {
            Set<String> provided = descriptor.provides().stream()
                    .filter(provides -> provides.service().equals(service.getName()))
                    .flatMap(provides -> provides.providers().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            try (InputStream in = UdpTransport.class.getResourceAsStream("/META-INF/services/" + service.getName())) {
                assertEquals(
                        provided,
                        new TreeSet<>(new String(in.readAllBytes()).lines().toList()));
            }
            assertEquals(1, provided.size());
        }
    }

    @Test
    void exportsOnlyWhatStandsAlone() {
        ModuleDescriptor descriptor = UdpTransport.class.getModule().getDescriptor();
        assertEquals(1, descriptor.exports().size());
        assertTrue(descriptor.exports().stream()
                .allMatch(exports -> exports.source().equals("voip.rtp") && !exports.isQualified()));
        assertEquals("udp", new UdpTransport().name());
    }
}
