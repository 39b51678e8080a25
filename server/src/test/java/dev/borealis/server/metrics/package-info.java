@NullMarked
package dev.borealis.server.metrics;

import org.jspecify.annotations.NullMarked;
