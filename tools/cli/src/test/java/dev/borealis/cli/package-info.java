@NullMarked
package dev.borealis.cli;

import org.jspecify.annotations.NullMarked;
