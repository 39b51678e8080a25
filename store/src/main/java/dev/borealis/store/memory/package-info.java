/** The store without durability: for tests, demonstrations and clusters that live as long as their process. */
@NullMarked
package dev.borealis.store.memory;

import org.jspecify.annotations.NullMarked;
