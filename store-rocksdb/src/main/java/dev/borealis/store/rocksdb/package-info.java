/**
 * Durability and size for the embedded store, by RocksDB.
 *
 * <p>Reading order: {@link RocksDbStorage} (opening), {@link RocksBacking} (what the Committer writes and views read), {@link
 * Database} (one opening of the native engine), {@link Keys} (what lies where), {@link BatchEncoder} (a commit group as one batch), {@link FilesInspection} with
 * {@link RecordLog} and {@link Manifest} (damage, before RocksDB looks) and {@link LogCut} (recovery).
 *
 * <p>No native handle leaves this package. Only the Committer and the reader threads enter RocksDB.
 */
@NullMarked
package dev.borealis.store.rocksdb;

import org.jspecify.annotations.NullMarked;
