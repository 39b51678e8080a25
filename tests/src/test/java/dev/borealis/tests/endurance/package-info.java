/** What grows and what does not: months of load and long sleepers, in virtual time. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.endurance;
