package dev.borealis.tests.simulation.store;

import dev.borealis.store.Store;
import dev.borealis.store.StoreId;

import java.nio.charset.StandardCharsets;

/** A store and what it should be. The model is replaced with the store when that is dropped and made again. */
final class Tenant {
    final StoreId id;
    Store store;
    StoreModel model = new StoreModel();

    Tenant(StoreId id, Store store) {
        this.id = id;
        this.store = store;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
