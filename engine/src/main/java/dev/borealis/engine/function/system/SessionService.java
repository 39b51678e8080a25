package dev.borealis.engine.function.system;

/** What only the session can do. */
public interface SessionService {
    /** What sys.current_session_id() answers. */
    String sessionId();

    /** Waits so long, or until the statement is cancelled (57014). */
    void sleep(double seconds);
}
