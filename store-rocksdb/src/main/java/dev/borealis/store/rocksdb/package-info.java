/**
 * Durability and size for the embedded store, by RocksDB.
 *
 * <p>Reading order: {@link RocksDbStorage} (opening), {@link RocksBacking} (what the Committer writes and views read), {@link
 * Database} (one opening of the native engine), {@link Keys} (what lies where), {@link BatchEncoder} (a commit group as one batch), {@link FilesInspection} with
 * {@link RecordLog} and {@link Manifest} (damage, before RocksDB looks), {@link LogCut} (recovery), {@link Backups} (copies).
 *
 * <p>No native handle leaves this package. RocksDB is entered by the Committer, the reader threads and the Reclaimer, and
 * by whoever opens and closes it; sessions do not.
 */
@NullMarked
package dev.borealis.store.rocksdb;

import org.jspecify.annotations.NullMarked;
