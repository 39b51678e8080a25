package dev.borealis.server;

import dev.borealis.engine.session.Incidents;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Defects: each gets a number that the client is told and that stands in the log before the stack trace. */
final class IncidentLog implements Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

    private final RandomGenerator random;

    IncidentLog(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String record(Throwable failure) {
        String incident = HexFormat.of().toHexDigits(random.nextInt());
        LOG.error("incident {}", incident, failure);
        return incident;
    }
}
