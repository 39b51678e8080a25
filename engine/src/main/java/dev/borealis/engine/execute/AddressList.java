package dev.borealis.engine.execute;

import dev.borealis.engine.transaction.MemoryAccount;

import java.util.Arrays;

/** A growing array of row addresses, charged to the statement. */
final class AddressList {
    private final MemoryAccount memory;
    private long[] addresses = new long[16];
    private int size;

    AddressList(MemoryAccount memory) {
        this.memory = memory;
    }

    void add(long address) {
        if (size == addresses.length) {
            memory.take(8L * size);
            addresses = Arrays.copyOf(addresses, size * 2);
        }
        addresses[size++] = address;
    }

    long get(int index) {
        return addresses[index];
    }

    void set(int index, long address) {
        addresses[index] = address;
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    void clear() {
        memory.release(8L * (addresses.length - 16));
        addresses = new long[16];
        size = 0;
    }

    /** How two rows compare. */
    @FunctionalInterface
    interface Order {
        int compare(long a, long b);
    }

    /** Sorts stably. */
    void sort(Order order, Execution execution) {
        if (size < 2) {
            return;
        }
        memory.take(8L * size);
        long[] other = Arrays.copyOf(addresses, size);
        mergeSort(other, addresses, 0, size, order, execution);
        memory.release(8L * size);
    }

    // recursion is as deep as the logarithm of the size
    private static void mergeSort(
            long[] from, long[] to, int low, int high, Order order, Execution execution) {
        if (high - low < 8) {
            for (int i = low + 1; i < high; i++) {
                long moving = to[i];
                int j = i;
                while (j > low && order.compare(to[j - 1], moving) > 0) {
                    to[j] = to[j - 1];
                    j--;
                }
                to[j] = moving;
            }
            return;
        }
        if (high - low > 1_000) {
            execution.checkCancelled();
        }
        int middle = (low + high) >>> 1;
        mergeSort(to, from, low, middle, order, execution);
        mergeSort(to, from, middle, high, order, execution);
        if (order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, low, to, low, high - low);
            return;
        }
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            if (right >= high || left < middle && order.compare(from[left], from[right]) <= 0) {
                to[i] = from[left++];
            } else {
                to[i] = from[right++];
            }
        }
    }
}
