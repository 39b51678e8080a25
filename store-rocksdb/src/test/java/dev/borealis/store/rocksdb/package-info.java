/** The contract on RocksDB, and what only a durable store promises. */
@NullMarked
package dev.borealis.store.rocksdb;

import org.jspecify.annotations.NullMarked;
