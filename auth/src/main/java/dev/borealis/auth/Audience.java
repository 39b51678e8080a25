package dev.borealis.auth;

import java.util.Locale;

/**
 * The cluster a connection was routed to, as a token must name it.
 *
 * @param clusterId 26 characters, lower case
 * @param isDefault whether {@code localhost} and the loopback addresses mean this cluster
 */
public record Audience(String clusterId, String region, String account, boolean isDefault) {
    /** Of the cluster, as in policies. */
    public String arn() {
        return "arn:aws:dsql:" + region + ":" + account + ":cluster/" + clusterId;
    }

    /**
     * Whether a host name means this cluster: {@code <id>.dsql.<region>.<suffix>}, {@code
     * <id>.dsql-<service>.<region>.<suffix>}, or a loopback name when this is the default cluster.
     */
    public boolean isNamed(String hostName) {
        String name = hostName.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.equals("::1")) {
            return isDefault;
        }
        String[] labels = name.split("\\.", -1);
        return labels.length >= 4
                && labels[0].equals(clusterId)
                && (labels[1].equals("dsql") || labels[1].startsWith("dsql-"))
                && labels[2].equals(region);
    }
}
