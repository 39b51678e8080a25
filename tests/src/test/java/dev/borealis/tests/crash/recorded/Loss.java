package dev.borealis.tests.crash.recorded;

import java.util.random.RandomGenerator;

/** How much of what was not synced is lost. */
interface Loss {
    /** Nothing: the process was killed, the machine goes on. */
    Loss NOTHING = changes -> changes;

    /** Everything: the power was cut before any of it reached the disk. */
    Loss EVERYTHING = _ -> 0;

    /** How many of a file's or folder's changes since its last sync are kept; they happened in this order. */
    int kept(int changes);

    /** How many bytes of the first write that is not kept are kept all the same: torn. */
    default int torn(int length) {
        return 0;
    }

    /** The power was cut while some of it had reached the disk, of each file and folder by chance. */
    static Loss some(RandomGenerator random) {
        return new Loss() {
            @Override
            public int kept(int changes) {
                return random.nextInt(changes + 1);
            }

            @Override
            public int torn(int length) {
                return random.nextInt(length + 1);
            }
        };
    }
}
