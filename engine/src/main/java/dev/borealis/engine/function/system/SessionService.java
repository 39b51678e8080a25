package dev.borealis.engine.function.system;

import java.util.List;

/** Who and where the session is. */
public interface SessionService {
    /** What version() answers. */
    String version();

    String database();

    String currentUser();

    String sessionUser();

    /** Schemas of search_path that exist, in order. @param implicit with pg_catalog where it is searched unnamed */
    List<String> schemas(boolean implicit);

    /** What sys.current_session_id() answers. */
    String sessionId();

    /** Text of the statement as the client sent it. */
    String query();

    /** Waits so long, or until the statement is cancelled (57014). */
    void sleep(double seconds);
}
