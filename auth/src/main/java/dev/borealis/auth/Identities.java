package dev.borealis.auth;

import java.util.Optional;

/** Who exists in this installation. Thread-safe. */
public interface Identities {
    Optional<AccessKey> find(String accessKeyId);

    /** The identity made at first start, which may do everything here; what the program's own commands use. */
    AccessKey defaultKey();
}
