package dev.borealis.server;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Keeps the heap about as large as the work needs it. Left alone, ZGC lets garbage fill all that it may have before it
 * collects, and memory touched for the first time costs the kernel more than collecting what is there (measured: bulk loads
 * and index builds half again to three times the processor time). So after each collection the collector is told to stay
 * within what was left plus room for garbage. It goes beyond that rather than let anyone wait: the limit of the heap is
 * still its largest size.
 *
 * <p>Called by one thread at a time.
 */
final class HeapTarget {
    private static final Logger LOG = LoggerFactory.getLogger(HeapTarget.class);

    private static final String OPTION = "SoftMaxHeapSize";

    /** Room for garbage beside what is in use, at least. With less, collections follow one another in a bulk load. */
    private static final long ROOM_BYTES = 1L << 30;

    private final long maxBytes;
    private final LongConsumer set;

    /**
     * @param maxBytes size of the heap at most
     * @param set is told what the heap should stay within
     */
    HeapTarget(long maxBytes, LongConsumer set) {
        this.maxBytes = maxBytes;
        this.set = set;
    }

    /** @param usedBytes what the collection left, garbage of older generations included */
    void collected(long usedBytes) {
        set.accept(Math.min(maxBytes, usedBytes + Math.max(ROOM_BYTES, usedBytes / 2)));
    }

    /**
     * Begins for this process, unless its collector has no such target or who started it gave one. Loads the JDK's
     * management classes: some 5 MB and 0.2 s of processor time, which {@link ProcessHeap} spares an idle server.
     *
     * @return ends it
     */
    static Runnable keepForThisProcess() {
        var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        VMOption before = option(diagnostics);
        if (before == null || !before.isWriteable() || isGiven(before.getOrigin())) {
            return () -> {};
        }
        var target =
                new HeapTarget(
                        Runtime.getRuntime().maxMemory(),
                        bytes -> diagnostics.setVMOption(OPTION, Long.toString(bytes)));
        NotificationListener listener = (notification, _) -> collected(notification, target);
        var emitters = new ArrayList<NotificationEmitter>();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // of ZGC; beside its cycles it reports the pauses within them
            if (collector.getName().endsWith("Cycles")
                    && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                emitters.add(emitter);
            }
        }
        if (emitters.isEmpty()) {
            return () -> {};
        }
        target.collected(0);
        return () -> {
            remove(listener, emitters);
            diagnostics.setVMOption(OPTION, before.getValue());
        };
    }

    /** Whether an option that came from there is the wish of who started the process. */
    static boolean isGiven(VMOption.Origin origin) {
        return switch (origin) {
            case VM_CREATION, ENVIRON_VAR, CONFIG_FILE, ATTACH_ON_DEMAND, OTHER -> true;
            case DEFAULT, ERGONOMIC, MANAGEMENT ->
                    false; // the last: one that ended in this process
        };
    }

    private static @Nullable VMOption option(HotSpotDiagnosticMXBean diagnostics) {
        try {
            return diagnostics.getVMOption(OPTION);
        } catch (IllegalArgumentException e) { // another virtual machine
            return null;
        }
    }

    private static void collected(Notification notification, HeapTarget target) {
        if (notification.getUserData() instanceof CompositeData data
                && notification
                        .getType()
                        .equals(
                                GarbageCollectionNotificationInfo
                                        .GARBAGE_COLLECTION_NOTIFICATION)) {
            Map<String, MemoryUsage> left =
                    GarbageCollectionNotificationInfo.from(data)
                            .getGcInfo()
                            .getMemoryUsageAfterGc();
            target.collected(
                    left.entrySet().stream()
                            .filter(pool -> pool.getKey().startsWith("ZGC")) // others are no heap
                            .mapToLong(pool -> pool.getValue().getUsed())
                            .sum());
        }
    }

    private static void remove(NotificationListener listener, List<NotificationEmitter> emitters) {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                LOG.debug("was not listening: {}", e.toString());
            }
        }
    }
}
