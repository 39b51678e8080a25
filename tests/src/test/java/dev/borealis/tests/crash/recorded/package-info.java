/**
 * Every state that the files of a process were ever in, from a recording of its system calls.
 *
 * <p>Reading order: {@code SystemCalls} (strace's account of a process, read), {@code RecordedDisk} (files and folders as
 * those calls make them, with what is safe from a power cut and what is not), {@code EveryWriteTest} (after each call the
 * directory is written out, opened and judged), {@code Script} (what the process does meanwhile, in {@code ScriptChild}), {@code
 * EveryWriteServerTest} (the same with a whole server), {@code StateJudge}.
 *
 * <pre>
 * process under strace -> calls -> RecordedDisk -> directory after call 1, 2, 3, … -> opened -> one of the states allowed
 * </pre>
 *
 * <p>Why a recording and not a copy while the process is stopped after each call: the same run can be looked at as a kill, as
 * a power cut that takes everything not synced, and as one that takes some of it; and the judge works at its own pace. That
 * the recording misses nothing is seen at the end: what it makes is compared with the real directory, byte for byte.
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.crash.recorded;
