/**
 * The calendar, and reading and writing dates, times and intervals in every form PostgreSQL knows.
 *
 * <p>Reading order: {@link dev.borealis.types.datetime.DateTimes} (calendar and output), {@link
 * dev.borealis.types.datetime.DateTimeText} (input), {@link dev.borealis.types.datetime.IntervalText}.
 */
@NullMarked
package dev.borealis.types.datetime;

import org.jspecify.annotations.NullMarked;
