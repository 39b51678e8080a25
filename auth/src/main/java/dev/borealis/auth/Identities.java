package dev.borealis.auth;

import java.util.Optional;

/** Who exists in this installation. Thread-safe. */
public interface Identities {
    /** Empty for a key that does not exist or was deleted. */
    Optional<AccessKey> find(String accessKeyId);

    /** The identity made at first start, which may do everything here; what the program's own commands use. */
    AccessKey defaultKey();
}
