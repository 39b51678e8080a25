package dev.borealis.server;

import dev.borealis.auth.Audience;
import dev.borealis.engine.session.Database;

/** A cluster this process serves. */
record Cluster(Audience audience, Database database, Admission admission, ConnectCalls calls) {
    String id() {
        return audience.clusterId();
    }
}
