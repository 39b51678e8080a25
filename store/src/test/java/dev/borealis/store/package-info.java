/**
 * What every store promises, as tests: {@link StoreContract} with its themes and the random {@link ModelContract}. Each engine has a
 * subclass that says how to open it.
 */
@NullMarked
package dev.borealis.store;

import org.jspecify.annotations.NullMarked;
