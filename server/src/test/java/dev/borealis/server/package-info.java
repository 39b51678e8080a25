@NullMarked
package dev.borealis.server;

import org.jspecify.annotations.NullMarked;
