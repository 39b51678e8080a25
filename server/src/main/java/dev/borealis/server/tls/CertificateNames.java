package dev.borealis.server.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names a server certificate covers.
 *
 * @param dnsNames may begin with {@code *.}
 * @param addresses IP addresses as text
 */
public record CertificateNames(List<String> dnsNames, List<String> addresses) {
    public CertificateNames {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
    }

    /** The loopback names, and every cluster's endpoint in the local domain, in AWS's and in the domain asked for. */
    public static CertificateNames of(String region, String domain) {
        Set<String> names = new LinkedHashSet<>();
        names.add("localhost");
        names.add("*.dsql." + region + ".localhost");
        names.add("*.dsql." + region + ".on.aws");
        names.add("*.dsql." + region + "." + domain);
        return new CertificateNames(List.copyOf(names), List.of("127.0.0.1", "::1"));
    }
}
