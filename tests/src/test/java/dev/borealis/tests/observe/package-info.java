/** What a database tells of itself: figures, open transactions, conflicts; and faults on purpose. */
@NullMarked
package dev.borealis.tests.observe;

import org.jspecify.annotations.NullMarked;
